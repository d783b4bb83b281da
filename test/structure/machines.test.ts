import { readFileSync } from 'node:fs';
import validate from 'asl-validator';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readFunctions, stateName } from '../../deployment/function-file.ts';
import { type Machine, placeholdersOf, statesOf } from '../../deployment/lint/asl.ts';
import { lintExpressions } from '../../deployment/lint/expressions.ts';
import { lintState } from '../../deployment/lint/rules.ts';
import { prefix } from '../../deployment/machines/permissions.ts';
import { sweptMachines } from '../../shared/domain/swept-machines.ts';
import * as errors from '../../shared/errors.ts';
import { functionFolders, machines, sourcesBelow } from './sources.ts';

const retriersIn = (machine: Machine): ReadonlySet<string> =>
  new Set(statesOf(machine).flatMap(({ state }) => (state.Retry ?? []).map((rule) => JSON.stringify(rule))));

/** Those of retriers.yml. */
const standard: ReadonlySet<string> = new Set(
  Object.values(parse(readFileSync('state-machines/retriers.yml', 'utf8'))).map((rule) => JSON.stringify(rule)),
);

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

  it('names machines that there are', () => {
    const named = placeholdersOf(text).filter((placeholder) => placeholder.endsWith('Machine'));
    expect(named.filter((one) => !machines.some((other) => `${stateName(other.name)}Machine` === one))).toEqual([]);
  });

  it('tries again by retriers that others have, too, in their one text', () => {
    const texts = statesOf(machine).flatMap(({ state }) => (state.Retry ?? []).map((rule) => JSON.stringify(rule)));
    expect(texts.filter((rule) => rule.startsWith('"'))).toEqual([]);
    const elsewhere = machines.filter((other) => other.name !== name);
    const shared = new Set(texts.filter((rule) => elsewhere.some((other) => retriersIn(other.machine).has(rule))));
    expect([...shared].filter((rule) => !standard.has(rule))).toEqual([]);
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
const invokedByTheClock = ['debts', 'detection', 'settlement', 'verification'].flatMap((file) =>
  [...readFileSync(`resources/${file}.yml`, 'utf8').matchAll(/^ +Arn: !GetAtt (\w+)LambdaFunction\.Arn$/gm)].flatMap(
    ([, name]) => name ?? [],
  ),
);

/** What stands beside copies is called by the function that may, in whichever Region. */
const calledByFunctions = readFunctions()
  .filter(({ stands }) => stands === 'whereCopiesAre')
  .map(({ folder }) => stateName(folder));

it('names every function in some machine or schedule or among those that a function calls, and none that does not exist', () => {
  const called = machines
    .flatMap(({ text }) => placeholdersOf(text))
    .filter((name) => !name.endsWith('Machine') && name !== prefix);
  expect(invokedByTheClock.filter((name) => called.includes(name))).toEqual([]);
  expect([...new Set([...called, ...invokedByTheClock, ...calledByFunctions])].sort()).toEqual(
    functionFolders.map(stateName).sort(),
  );
});

it('looks for ends of each machine that settle-run hears of, as far back as its deadline', () => {
  const rule = parse(readFileSync('resources/settlement.yml', 'utf8'), { logLevel: 'silent' }).Resources.ExecutionEnded;
  const heard: string[] = rule.Properties.EventPattern.detail.stateMachineArn;
  // watch-debts looks after pay-fence.
  const swept = [...sweptMachines.map(({ machine }) => machine), 'pay-fence'];
  expect(swept.map((machine) => `${stateName(machine)}Machine`).sort()).toEqual(heard.toSorted());
  const deadlines = machines.map(({ name, machine }) => [name, machine.TimeoutSeconds]);
  for (const { machine, longestSeconds } of sweptMachines) expect(deadlines).toContainEqual([machine, longestSeconds]);
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
