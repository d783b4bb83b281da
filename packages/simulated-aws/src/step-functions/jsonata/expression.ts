import jsonata from 'jsonata';

export type Expression = Readonly<{
  source: string;
  /** Members of $states that it names: $states.result gives result. */
  reserved: ReadonlySet<string>;
  evaluate: (bindings: Record<string, unknown>) => Promise<unknown>;
}>;

const compiled = new Map<string, Expression>();

/** Steps below `$states` or a variable, each a plain name. */
const plainPath = /^\$([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*)*)$/;

const delimited = /^\{%([\s\S]*)%\}$/;

/** Compiled once per source text; throws jsonata's own error for text that is no expression. */
export function expressionOf(source: string): Expression {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  const expression = compile(source);
  compiled.set(source, expression);
  return expression;
}

/**
 * So many nodes of an expression may be evaluated, each of them as often as it is met: one to two seconds. AWS has a bound, too, and does not say
 * which. Counted, not timed: an expression is judged alike on every machine.
 */
const mostTurns = 1_000_000;

/** No expression can name it. */
const turnsLeft = ' turns left';

/** What jsonata looks up before it evaluates a node (github.com/jsonata-js/jsonata, test/run-test-suite.js, timeboxExpression). */
const entry = Symbol.for('jsonata.__evaluate_entry');

function compile(source: string): Expression {
  const parsed = jsonata(source);
  const reserved = reservedIn(parsed.ast());
  // Its types know names alone.
  Reflect.apply(parsed.assign, parsed, [entry, countTurn]);
  const evaluate = (bindings: Record<string, unknown>): Promise<unknown> =>
    parsed.evaluate(undefined, { ...bindings, [turnsLeft]: { count: mostTurns } });
  const [, variable, path = ''] = plainPath.exec(source) ?? [];
  if (variable === undefined) return { source, reserved, evaluate };
  const steps = path.split('.').slice(1);
  return {
    source,
    reserved,
    evaluate: (bindings) => {
      const found = Object.hasOwn(bindings, variable) ? follow(bindings[variable], steps) : 'notPlain';
      return found === 'notPlain' ? evaluate(bindings) : Promise.resolve(found.value);
    },
  };
}

type Frame = Readonly<{ lookup: (name: string) => { count: number } }>;

/** In jsonata's own words and code. */
function countTurn(_node: unknown, _input: unknown, frame: Frame): void {
  const left = frame.lookup(turnsLeft);
  left.count -= 1;
  if (left.count >= 0) return;
  const message = 'Expression evaluation timeout: Check for infinite loop';
  throw Object.assign(new Error(message), { code: 'U1001' });
}

function reservedIn(tree: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  collectReserved(tree, names);
  return names;
}

function collectReserved(node: unknown, into: Set<string>): void {
  if (!isNode(node)) return;
  const name = memberOfStates(node.steps);
  if (name !== undefined) into.add(name);
  for (const inner of Object.values(node)) collectReserved(inner, into);
}

const isNode = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function memberOfStates(steps: unknown): string | undefined {
  const [variable, member]: readonly unknown[] = Array.isArray(steps) ? steps : [];
  if (!isNode(variable) || variable.type !== 'variable' || variable.value !== 'states') return undefined;
  return isNode(member) && member.type === 'name' ? String(member.value) : undefined;
}

type Found = { value: unknown } | 'notPlain';

/** What jsonata would answer for names below plain objects; lists and functions are left to jsonata itself. */
function follow(start: unknown, steps: readonly string[]): Found {
  let value = start;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'notPlain';
    const next: PropertyDescriptor | undefined = Object.getOwnPropertyDescriptor(value, step);
    if (next === undefined || !('value' in next)) return 'notPlain';
    value = next.value;
  }
  return { value };
}

/** The text between `{%` and `%}`, where these are the first and last characters. */
export const sourceIn = (text: string): string | undefined => delimited.exec(text)?.[1]?.trim();
