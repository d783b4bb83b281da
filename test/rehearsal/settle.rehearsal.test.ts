import { describe, expect, it } from 'vitest';
import type { PackagedStack } from '../../rehearsal/packaging/package-stack.ts';
import { readRecord } from '../../rehearsal/read-results.ts';
import {
  askStates,
  beginRecovery,
  lockOf,
  settlementsOf,
  stepsOf,
  subjectsOf,
  untilSettled,
  untilState,
} from '../support/settling.ts';
import { runRecovery, type Scene, setScene, startInput } from '../support/virtual-run.ts';
import { endStateOf, recovered } from './end-state.ts';
import { promoting } from './ended-scenes.ts';

const incident = { occasion: 'incident' };

const recordIn = (scene: Scene, runId: string) => {
  const record = readRecord(scene, runId);
  if (record === undefined) throw new Error(`the run ${runId} left no record`);
  return record;
};

const messagesOf = ({ notices }: Scene, subject: RegExp): string[] =>
  notices.filter((one) => subject.test(one.subject)).map(({ message }) => message);

describe('a run that somebody stops at the console', () => {
  it('is recorded, told with what is owed and how to go on, and lets its lock go', async () => {
    const { scene, executionArn } = await promoting();
    await askStates(scene, 'StopExecution', { executionArn, error: 'Ada', cause: 'wrong Region' });
    const [settlement, ...more] = await untilSettled(scene);
    expect([settlement?.status, more.length]).toEqual(['SUCCEEDED', 0]);
    const record = recordIn(scene, 'run');
    expect(record).toMatchObject({
      outcome: 'partiallyDone',
      execution: { status: 'ABORTED', error: 'Ada', cause: 'wrong Region' },
    });
    expect(record.reason).toMatch(
      /^required steps were not done: database, .*; other steps have made changes.*; its execution was stopped \(Ada\)$/,
    );
    const [message = '', ...others] = messagesOf(scene, /^Partly done, NOT fenced: shielda/);
    expect(others).toEqual([]);
    expect(message).toContain('Its execution was stopped (ABORTED: Ada: wrong Region)');
    expect(message).toMatch(/^Not done: old-primary, database, database-host, .*app$/m);
    expect(message).toContain(`aws stepfunctions redrive-execution --region us-east-1 --execution-arn ${executionArn}`);
    expect(message).toContain('aws stepfunctions start-execution');
    expect(await lockOf(scene)).toMatchObject({ runId: undefined, lastRun: expect.stringContaining('"changed"') });
    expect(stepsOf(scene).map(({ status }) => status)).not.toContain('RUNNING');
  });

  it('goes on when it is redriven: converges, and is recorded and told anew', async () => {
    const { scene, execution, executionArn } = await promoting();
    await askStates(scene, 'StopExecution', { executionArn });
    await untilSettled(scene);
    await askStates(scene, 'RedriveExecution', { executionArn });
    await scene.clock.runUntil(execution.ended);
    await scene.clock.advance(5000);
    expect(execution.status).toBe('SUCCEEDED');
    expect(await endStateOf(scene)).toEqual(recovered);
    const record = recordIn(scene, 'run');
    expect(record).toMatchObject({ outcome: 'succeeded', chain: { isWhole: true } });
    expect(record.execution).toBeUndefined();
    expect(record.entries.filter(({ fact }) => fact.type === 'runResumed')).toHaveLength(1);
    expect(subjectsOf(scene).filter((subject) => /^(Partly|Recovered)/.test(subject))).toEqual([
      'Partly done, NOT fenced: shielda-prod: shielda region-failover (incident)',
      'Recovered, NOT fenced: shielda-prod: shielda region-failover (incident)',
    ]);
    expect(await lockOf(scene)).toMatchObject({ runId: undefined, epoch: '1' });
    expect(settlementsOf(scene)).toHaveLength(1);
  });

  it('goes no further when it is redriven after another run has come', async () => {
    const { scene, execution, executionArn } = await promoting();
    await askStates(scene, 'StopExecution', { executionArn });
    await untilSettled(scene);
    const other = await runRecovery(scene, startInput(scene, { ...incident, bypassHoldDown: true }), 'other');
    expect(other.record.outcome).toBe('succeeded');
    await askStates(scene, 'RedriveExecution', { executionArn });
    await scene.clock.runUntil(execution.ended);
    await untilSettled(scene);
    expect(recordIn(scene, 'run').reason).toContain('another run has come since: the lock of shielda is with nobody');
    expect((await endStateOf(scene)).promotions).toBe(1);
    expect(await lockOf(scene)).toMatchObject({ runId: undefined, epoch: '2' });
  });

  it('has its steps stopped where Step Functions has left them at work, and is recorded after them', async () => {
    const { scene, executionArn } = await promoting();
    scene.aws.faults.add({ role: 'RecoverRole', operation: 'StopExecution', kind: 'before' });
    await askStates(scene, 'StopExecution', { executionArn });
    expect(stepsOf(scene).map(({ status }) => status)).toContain('RUNNING');
    await untilSettled(scene);
    const last = stepsOf(scene).find(({ name }) => name.endsWith('_database'));
    expect(last).toMatchObject({ status: 'ABORTED', error: 'RunEnded' });
    const recordedAt = recordIn(scene, 'run').entries.at(-1)?.at ?? '';
    expect(Date.parse(recordIn(scene, 'run').endedAt)).toBeGreaterThan((last?.stoppedAt ?? 0) + 89_000);
    expect(recordedAt).not.toBe('');
  });

  it('while a person is asked has changed nothing, and says so', async () => {
    const scene = await setScene({ answers: {} });
    const { executionArn } = await beginRecovery(scene, 'run', incident);
    await untilState(scene, 'AwaitApproval');
    await scene.clock.advance(5000);
    await askStates(scene, 'StopExecution', { executionArn });
    await untilSettled(scene);
    expect(recordIn(scene, 'run')).toMatchObject({ outcome: 'failed', execution: { status: 'ABORTED' } });
    expect(await lockOf(scene)).toMatchObject({ runId: undefined });
  });
});

/** The stack with another deadline of `recover`. */
const withDeadline =
  (seconds: number) =>
  (packaged: PackagedStack): PackagedStack => ({
    ...packaged,
    template: JSON.parse(
      JSON.stringify(packaged.template).replaceAll('"TimeoutSeconds":691200', `"TimeoutSeconds":${seconds}`),
    ),
  });

describe('a run that reaches the deadline of its machine', () => {
  it('is recorded, told and lets its lock go', async () => {
    const { scene, execution } = await promoting({ repackage: withDeadline(60) });
    await scene.clock.runUntil(execution.ended);
    expect(execution.status).toBe('TIMED_OUT');
    await untilSettled(scene);
    expect(recordIn(scene, 'run')).toMatchObject({ execution: { status: 'TIMED_OUT', error: 'States.Timeout' } });
    expect(messagesOf(scene, /^Partly done/)).toEqual([expect.stringContaining('Its execution ran into its deadline')]);
    expect(await lockOf(scene)).toMatchObject({ runId: undefined });
  });
});

describe('settling', () => {
  it('waits for hours for a ledger that is away', async () => {
    const { scene, executionArn } = await promoting();
    const away = scene.aws.faults.add({
      service: 'dynamodb',
      role: 'Role',
      kind: { error: 'InternalServerError', status: 500 },
    });
    await askStates(scene, 'StopExecution', { executionArn });
    await scene.clock.advance(4 * 3_600_000);
    expect(readRecord(scene, 'run')).toBeUndefined();
    away.remove();
    await untilSettled(scene);
    expect(recordIn(scene, 'run')).toMatchObject({ execution: { status: 'ABORTED' } });
    expect(await lockOf(scene)).toMatchObject({ runId: undefined });
  });

  it('stores the record and lets the lock go while nobody can be told, and tells when it can', async () => {
    const { scene, executionArn } = await promoting();
    const mute = scene.aws.faults.add({ operation: 'Publish', kind: { deny: true } });
    await askStates(scene, 'StopExecution', { executionArn });
    await scene.clock.advance(3_600_000);
    expect(recordIn(scene, 'run')).toMatchObject({ execution: { status: 'ABORTED' } });
    expect(await lockOf(scene)).toMatchObject({ runId: undefined });
    expect(subjectsOf(scene).filter((subject) => subject.startsWith('Partly done'))).toEqual([]);
    mute.remove();
    await untilSettled(scene);
    expect(subjectsOf(scene).filter((subject) => subject.startsWith('Partly done'))).toHaveLength(1);
  });

  it('makes what a run could not make itself, whose end says so and nothing of the service', async () => {
    const scene = await setScene({ durations: { promotionSeconds: 60 } });
    scene.aws.network.cut('us-west-2');
    const mute = scene.aws.faults.add({ role: 'NotifyOperatorsRole', operation: 'Publish', kind: { deny: true } });
    const { execution } = await beginRecovery(scene, 'run', incident);
    await scene.clock.runUntil(execution.ended);
    expect(execution).toMatchObject({ status: 'FAILED', error: 'NotSettled' });
    expect(recordIn(scene, 'run').outcome).toBe('succeeded');
    mute.remove();
    await untilSettled(scene);
    const record = recordIn(scene, 'run');
    expect(record).toMatchObject({ outcome: 'succeeded' });
    expect(record.execution).toBeUndefined();
    expect(subjectsOf(scene).filter((subject) => subject.startsWith('Recovered'))).toHaveLength(1);
    expect(await lockOf(scene)).toMatchObject({ runId: undefined });
  });

  it('leaves a run alone that closed itself, however it ended', async () => {
    const scene = await setScene({ answers: { approval: 'approve', failure: 'abort' } });
    scene.aws.network.cut('us-west-2');
    scene.aws.faults.add({ operation: 'PromoteReadReplica', kind: { deny: true } });
    const { status, record } = await runRecovery(scene, startInput(scene, incident), 'run');
    expect({ status, outcome: record.outcome }).toEqual({ status: 'FAILED', outcome: 'failed' });
    const toldByUs = () => subjectsOf(scene).filter((subject) => !subject.startsWith('ALARM'));
    const told = toldByUs();
    const [settlement] = await untilSettled(scene);
    expect(settlement?.history.events().filter(({ type }) => type === 'TaskStateEntered')).toHaveLength(1);
    expect(toldByUs()).toEqual(told);
  });
});
