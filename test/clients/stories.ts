import type { Asked, Boto3 } from 'simulated-aws/clients/boto3.ts';
import { expect, vi } from 'vitest';
import * as z from 'zod';
import { executionArn, machineArn, runInput } from './machines.ts';
import { patience } from './patience.ts';

/** What people do with a simulation over several calls. Each is tried with every client; `mark` keeps them apart. */
type Told = Readonly<{ boto3: Boto3; mark: string }>;

const Answered = z.object({ answer: z.looseObject({}) });

/** The answer; fails with the error that there was instead. */
const answerOf = async ({ boto3 }: Told, asked: Asked): Promise<Record<string, unknown>> => {
  const told = await boto3.ask(asked);
  const { data } = Answered.safeParse(told);
  if (data === undefined) throw new Error(`${asked.service} ${asked.call}: ${JSON.stringify(told)}`);
  return data.answer;
};

const onStates = (call: string, parameters: Record<string, unknown>): Asked => ({
  service: 'stepfunctions',
  call,
  parameters,
});

type NewRun = Readonly<{ machine: string; name: string; input: string }>;

const start = (told: Told, { machine, name, input }: NewRun) =>
  answerOf(told, onStates('start_execution', { stateMachineArn: machineArn(machine), name, input }));

const statusOf = async (told: Told, arn: string): Promise<unknown> =>
  (await answerOf(told, onStates('describe_execution', { executionArn: arn }))).status;

/** How the execution ended. */
const endOf = (told: Told, arn: string): Promise<unknown> =>
  vi.waitFor(async () => {
    const status = await statusOf(told, arn);
    expect(status).not.toBe('RUNNING');
    return status;
  }, patience);

/** The event of an alarm that somebody sets by hand travels to detect. */
const alarmWakesDetect = async (told: Told): Promise<void> => {
  const parameters = { stateMachineArn: machineArn('detect'), maxResults: 1000 };
  const before = await answerOf(told, onStates('list_executions', parameters));
  const names = JSON.stringify(before.executions);
  const alarm = { AlarmName: 'shielda-app-unhealthy', StateReason: told.mark };
  const set = (StateValue: string): Asked => ({
    service: 'cloudwatch',
    call: 'set_alarm_state',
    parameters: { ...alarm, StateValue },
  });
  await answerOf(told, set('INSUFFICIENT_DATA'));
  await answerOf(told, set('ALARM'));
  const inputs = async () => {
    const { executions } = await answerOf(told, onStates('list_executions', parameters));
    const listed = z.array(z.looseObject({ executionArn: z.string() })).parse(executions);
    const fresh = listed.filter((one) => !names.includes(one.executionArn));
    return await Promise.all(
      fresh.map(async (one) =>
        String((await answerOf(told, onStates('describe_execution', { executionArn: one.executionArn }))).input),
      ),
    );
  };
  const woken = expect.arrayContaining([expect.stringContaining('shielda-app-unhealthy')]);
  await vi.waitFor(async () => expect(await inputs()).toEqual(woken), patience);
};

/** A dry run to its end, its history page by page, and the report that it left in S3. */
const dryRun = async (told: Told): Promise<void> => {
  const name = `dry-${told.mark}`;
  await start(told, { machine: 'recover', name, input: runInput({ dryRun: true }) });
  const arn = executionArn('recover', name);
  expect(await endOf(told, arn)).toBe('SUCCEEDED');
  const page = await answerOf(told, onStates('get_execution_history', { executionArn: arn, maxResults: 5 }));
  expect(page).toMatchObject({ events: [{ id: 1, type: 'ExecutionStarted' }, {}, {}, {}, {}] });
  expect(page.nextToken).toEqual(expect.any(String));
  const last = { executionArn: arn, reverseOrder: true, maxResults: 1 };
  expect(await answerOf(told, onStates('get_execution_history', last))).toMatchObject({
    events: [{ type: 'ExecutionSucceeded' }],
  });
};

/** A run that waits for a yes is stopped, redriven, and stopped again; what has succeeded cannot be redriven. */
const redrive = async (told: Told): Promise<void> => {
  const name = `stopped-${told.mark}`;
  const arn = executionArn('recover', name);
  await start(told, { machine: 'recover', name, input: runInput({ mode: 'approval', bypassHoldDown: true }) });
  const stop = () =>
    answerOf(told, onStates('stop_execution', { executionArn: arn, error: 'Stopped', cause: 'a try' }));
  await stop();
  expect(await answerOf(told, onStates('describe_execution', { executionArn: arn }))).toMatchObject({
    status: 'ABORTED',
    error: 'Stopped',
  });
  expect(await answerOf(told, onStates('redrive_execution', { executionArn: arn }))).toHaveProperty('redriveDate');
  expect(await statusOf(told, arn)).toBe('RUNNING');
  await stop();
  const succeeded = executionArn('recover', `dry-${told.mark}`);
  expect(await told.boto3.ask(onStates('redrive_execution', { executionArn: succeeded }))).toMatchObject({
    error: 'ExecutionNotRedrivable',
  });
};

/** The backups are restored and checked by children of a Distributed Map. */
const verify = async (told: Told): Promise<void> => {
  const name = `verify-${told.mark}`;
  const arn = executionArn('verify-restores', name);
  await start(told, { machine: 'verify-restores', name, input: '{}' });
  expect(await endOf(told, arn)).toBe('SUCCEEDED');
  const { mapRuns } = await answerOf(told, onStates('list_map_runs', { executionArn: arn }));
  const [run] = z.array(z.looseObject({ mapRunArn: z.string() })).parse(mapRuns);
  const described = await answerOf(told, onStates('describe_map_run', { mapRunArn: run?.mapRunArn }));
  expect(described).toMatchObject({ status: 'SUCCEEDED', itemCounts: { total: 1, succeeded: 1, failed: 0 } });
};

export const stories = [
  { what: 'wakes detect by an alarm that it sets', tell: alarmWakesDetect },
  { what: 'runs recover dry and reads its history', tell: dryRun },
  { what: 'has backups verified and reads the map run', tell: verify },
  { what: 'stops and redrives a run', tell: redrive },
] as const;
