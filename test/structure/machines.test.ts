import { readFileSync } from 'node:fs';
import validate from 'asl-validator';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { placeholdersOf, statesOf } from '../../scripts/lint/asl.ts';
import { lintExpressions } from '../../scripts/lint/expressions.ts';
import { lintState } from '../../scripts/lint/rules.ts';
import { stateName } from '../../scripts/packaging/function-file.ts';
import { StepKind } from '../../shared/contracts/step-kind.ts';
import { isAssessed } from '../../shared/domain/recovery/assessed-kinds.ts';
import * as errors from '../../shared/errors.ts';
import { functionFolders, machines, sourcesBelow } from './sources.ts';

const template: unknown = parse(readFileSync('resources/machines.yml', 'utf8').replaceAll(/!(Ref|GetAtt|Sub)/g, ''));

const substitutionsOf = (name: string): string[] => {
  const id = `${stateName(name)}Machine`;
  const at = (value: unknown, key: string): unknown =>
    typeof value === 'object' && value !== null && key in value
      ? Object.entries(value).find(([one]) => one === key)?.[1]
      : undefined;
  const found = ['Resources', id, 'Properties', 'DefinitionSubstitutions'].reduce(at, template);
  return Object.keys(found ?? {});
};

/** Before the kind of a step it is the name of that kind's function. */
const prefix = 'FunctionPrefix';

describe.each(machines)('$name', ({ name, text, machine }) => {
  it('is valid Amazon States Language', () => {
    const { isValid, errorsText } = validate(JSON.parse(text));
    expect(isValid ? '' : errorsText('\n')).toBe('');
  });

  it('follows the house rules in every state', () => {
    const states = statesOf(machine);
    expect(states.length).toBeGreaterThan(3);
    expect(states.flatMap(lintState)).toEqual([]);
    expect(lintExpressions(states)).toEqual([]);
  });

  it('holds no null, which CloudFormation refuses and the Serverless Framework drops', () => {
    expect(text).not.toMatch(/\bnull\b/);
  });

  it('has a deadline', () => {
    expect(machine.TimeoutSeconds).toBeGreaterThan(0);
  });

  it('gets exactly the substitutions that it asks for', () => {
    expect(substitutionsOf(name).sort()).toEqual(placeholdersOf(text).sort());
  });

  it('calls each function from one state of the same name', () => {
    const calls = statesOf(machine).flatMap(({ name: state, state: { Type, Arguments } }) =>
      Type === 'Task' ? placeholdersOf(JSON.stringify(Arguments ?? {})).map((called) => ({ state, called })) : [],
    );
    const byName = calls.filter(({ called }) => called !== prefix);
    const mismatched = byName.filter(({ state, called }) => state !== called && !called.endsWith('Machine'));
    expect(mismatched).toEqual([]);
    expect(new Set(calls.map(({ state }) => state)).size).toBe(calls.length);
  });
});

/** ProbeEndpoints, of `Arn: !GetAtt ProbeEndpointsLambdaFunction.Arn` as a schedule's target. */
const invokedByTheClock = ['debts', 'detection', 'verification'].flatMap((file) =>
  [...readFileSync(`resources/${file}.yml`, 'utf8').matchAll(/^ +Arn: !GetAtt (\w+)LambdaFunction\.Arn$/gm)].flatMap(
    ([, name]) => name ?? [],
  ),
);

it('names every function in some machine or schedule, and no function that does not exist', () => {
  const called = machines
    .flatMap(({ text }) => placeholdersOf(text))
    .filter((name) => !name.endsWith('Machine') && name !== prefix);
  expect(invokedByTheClock.filter((name) => called.includes(name))).toEqual([]);
  expect([...new Set([...called, ...invokedByTheClock])].sort()).toEqual(functionFolders.map(stateName).sort());
});

it('lets the machine that assesses call the function of each kind that can be assessed', () => {
  const text = readFileSync('resources/machines.yml', 'utf8');
  const policy = text.slice(text.indexOf('RecoverPolicy:'), text.indexOf('RunStepMachine:\n'));
  const kinds = StepKind.options.filter(isAssessed).map((kind) => `${kind[0]?.toUpperCase()}${kind.slice(1)}`);
  const isNamed = (name: string) => policy.includes(`!GetAtt ${name}LambdaFunction.Arn`);
  expect(kinds.filter((name) => !isNamed(name))).toEqual([]);
  expect(kinds).not.toContain('AskOperator');
});

it('throws every error of its own that a machine waits for, and handles each that is thrown', () => {
  const own = Object.keys(errors);
  const waitedFor = new Set(
    machines.flatMap(({ machine }) =>
      statesOf(machine).flatMap(({ state }) =>
        [...(state.Retry ?? []), ...(state.Catch ?? [])].flatMap((rule) => rule.ErrorEquals),
      ),
    ),
  );
  const foreign = [...waitedFor].filter(
    (name) => !/^(States|Lambda|Sandbox|Runtime|Extension|StepFunctions|Sfn)\./.test(name),
  );
  expect(foreign.filter((name) => !own.includes(name))).toEqual([]);
  const retryable = Object.values(errors)
    .filter((error) => error.retryable)
    .map((error) => error.name);
  expect(retryable.filter((name) => !waitedFor.has(name))).toEqual([]);
  const thrown = sourcesBelow('shared')
    .concat(sourcesBelow('functions'))
    .map(({ text }) => text)
    .join('\n');
  expect(own.filter((name) => !thrown.includes(`new ${name}(`))).toEqual([]);
});
