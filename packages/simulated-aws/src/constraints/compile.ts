import { checkNumber, checkSize, checkText, sizeOfText } from './leaves.ts';
import type { ConstraintTable, Shape } from './table.ts';
import { type Check, type Findings, note } from './violation.ts';

/** Checks of a table, each shape compiled once, when it is first asked for. */
type Compiled = (shape: string | undefined) => Check | undefined;

export function compileTable({ shapes }: ConstraintTable): Compiled {
  const checks = new Map<string, Check>();
  const compiled: Compiled = (name) => {
    const shape = name === undefined ? undefined : shapes[name];
    if (name === undefined || shape === undefined) return undefined;
    const known = checks.get(name);
    if (known !== undefined) return known;
    // A shape may hold itself.
    checks.set(name, (value, findings) => checks.get(name)?.(value, findings));
    const check = compile({ name, shape, compiled });
    checks.set(name, check);
    return check;
  };
  return compiled;
}

type Of = Readonly<{ name: string; shape: Shape; compiled: Compiled }>;

function compile(of: Of): Check {
  const { name, shape } = of;
  switch (shape.type) {
    case 'structure':
      return structureCheck(of);
    case 'list':
      return listCheck(of);
    case 'map':
      return mapCheck(of);
    case 'blob':
      return blobCheck(of);
    case 'string':
      return checkText(name, shape);
    case 'number':
      return checkNumber(name, shape);
    default:
      return shape.type satisfies never;
  }
}

function structureCheck({ name, shape, compiled }: Of): Check {
  const { required = [], members = {} } = shape;
  const checks = Object.entries(members).flatMap(([member, part]): [string, Check][] => {
    const check = compiled(part);
    return check === undefined ? [] : [[member, check]];
  });
  return (value, findings) => {
    if (!isRecord(value)) return;
    for (const member of required)
      if (value[member] === undefined || value[member] === null)
        within(findings, member, () =>
          note(findings, { kind: 'null', demand: 'Member must not be null', value: null, shape: name }),
        );
    for (const [member, check] of checks) {
      const given = value[member];
      if (given === undefined || given === null) continue;
      findings.trail.push(member);
      check(given, findings);
      findings.trail.pop();
    }
  };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function within(findings: Findings, step: string, work: () => void): void {
  findings.trail.push(step);
  work();
  findings.trail.pop();
}

function listCheck({ name, shape, compiled }: Of): Check {
  const size = checkSize(name, shape);
  const member = compiled(shape.member);
  return (value, findings) => {
    if (!Array.isArray(value)) return;
    size(value, value.length, findings);
    if (member === undefined) return;
    for (const [index, one] of value.entries()) {
      findings.trail.push(String(index + 1), 'member');
      member(one, findings);
      findings.trail.length -= 2;
    }
  };
}

function mapCheck({ name, shape, compiled }: Of): Check {
  const size = checkSize(name, shape);
  const [key, member] = [compiled(shape.key), compiled(shape.value)];
  return (value, findings) => {
    if (!isRecord(value)) return;
    size(value, Object.keys(value).length, findings);
    for (const [one, given] of Object.entries(value)) {
      key?.(one, findings);
      findings.trail.push(one, 'member');
      member?.(given, findings);
      findings.trail.length -= 2;
    }
  };
}

function blobCheck({ name, shape }: Of): Check {
  const size = checkSize(name, shape);
  return (value, findings) => {
    if (value instanceof Uint8Array) size(value, value.length, findings);
    else if (typeof value === 'string') size(value, sizeOfText(value), findings);
  };
}
