import { describe, expect, it } from 'vitest';
import { readRecord } from '../../rehearsal/read-results.ts';
import { refusalsOf } from '../support/detection-scene.ts';
import {
  askStates,
  beginRecovery,
  lockOf,
  settlementsOf,
  subjectsOf,
  untilSettled,
  untilState,
} from '../support/settling.ts';
import { type Scene, setScene } from '../support/virtual-run.ts';
import { promoting, verifying } from './ended-scenes.ts';
import { lose, stopLast, watchRuns } from './unheard.ts';

describe('a run of whose end nobody was told', () => {
  it.each<{ machine: string; plan: string; make: () => Promise<Scene>; told: RegExp }>([
    { machine: 'recover', plan: 'shielda', make: async () => (await promoting()).scene, told: /^Partly done/ },
    { machine: 'verify-restores', plan: 'restore-verification', make: verifying, told: /^Restore verification/ },
  ])('is settled all the same, where it is one of $machine', async ({ machine, plan, make, told }) => {
    const scene = await make();
    await lose(scene, 'ExecutionEnded');
    await stopLast(scene, machine);
    await watchRuns(scene);
    await scene.clock.advance(580_000);
    await watchRuns(scene);
    expect(settlementsOf(scene)).toEqual([]);
    expect((await lockOf(scene, plan)).runId).toBeDefined();
    await scene.clock.advance(20_000);
    await watchRuns(scene);
    await watchRuns(scene);
    expect((await untilSettled(scene)).map(({ status }) => status)).toEqual(['SUCCEEDED']);
    expect(await lockOf(scene, plan)).toMatchObject({ runId: undefined });
    expect(subjectsOf(scene).filter((subject) => told.test(subject))).toHaveLength(1);
  });
});

describe('a look of detection of whose end nobody was told', () => {
  it('is written down and told all the same, once', async () => {
    const scene = await setScene();
    await lose(scene, 'ExecutionEnded');
    const stateMachineArn = scene.stack.recoverArn.replace(/-recover$/, '-detect');
    const input = JSON.stringify({ plan: 'shielda' });
    await askStates(scene, 'StartExecution', { stateMachineArn, name: 'looking', input });
    await untilState(scene, 'WeighSignals');
    await stopLast(scene, 'detect');
    await scene.clock.advance(580_000);
    await watchRuns(scene);
    expect(settlementsOf(scene)).toEqual([]);
    await scene.clock.advance(20_000);
    for (const _ of [1, 2, 3]) await watchRuns(scene);
    expect((await untilSettled(scene)).map(({ status }) => status)).toEqual(['SUCCEEDED']);
    const written = (await refusalsOf(scene)).filter(({ code }) => code === 'failed');
    expect(written.map(({ reason }) => reason)).toEqual([
      'detect failed with Ada: nobody knows whether the service is well',
    ]);
    const told = scene.notices.filter(({ message }) => message.includes('detect failed with Ada'));
    expect(told).toHaveLength(1);
  });
});

describe('a settlement that was itself stopped, and of whose end nobody was told', () => {
  it('is passed on', async () => {
    const scene = await setScene({ answers: {} });
    await beginRecovery(scene, 'run', { occasion: 'incident' });
    await untilState(scene, 'AwaitApproval');
    await stopLast(scene, 'recover');
    await untilState(scene, 'InspectExecution');
    await lose(scene, 'ExecutionEnded');
    await stopLast(scene, 'settle-run');
    expect((await lockOf(scene)).runId).toBe('run');
    await scene.clock.advance(620_000);
    await watchRuns(scene);
    const ends = (await untilSettled(scene, 2)).map(({ status }) => status);
    expect(ends.toSorted()).toEqual(['ABORTED', ...ends.slice(1).map(() => 'SUCCEEDED')]);
    expect(await lockOf(scene)).toMatchObject({ runId: undefined });
    expect(readRecord(scene, 'run')).toMatchObject({ outcome: 'failed', execution: { status: 'ABORTED' } });
  });
});
