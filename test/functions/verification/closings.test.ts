import { describe, expect, it } from 'vitest';
import { VerificationId } from '../../../shared/contracts/fields.ts';
import { VerificationRecord } from '../../../shared/contracts/verification/record.ts';
import { verificationLock } from '../../../shared/control/verification-lock.ts';
import { LedgerUnavailable } from '../../../shared/errors.ts';
import { closings, playItems, playRun, settleRun } from './play-run.ts';
import { noticeOf, useWorlds } from './scene.ts';
import type { VerifyWorld } from './world.ts';

const worldOf = useWorlds();

type State = keyof ReturnType<typeof closings>;
const [record, notify, close]: readonly [State, State, State] = [
  'RecordVerification',
  'NotifyVerification',
  'CloseVerification',
];

const provenIn = async ({ dependencies }: VerifyWorld) => {
  const [plan] = Object.values(dependencies.plans);
  if (plan === undefined) throw new Error('the world has no plan');
  return (await dependencies.verified.read(plan.plan))[VerificationId.parse('database')]?.passed ?? [];
};

const storedRecord = ({ stored }: VerifyWorld, name: string) =>
  VerificationRecord.parse(JSON.parse(stored.get(`verifications/${name}/record.json`) ?? '{}'));

const holder = async ({ control }: VerifyWorld) => (await control.standing(verificationLock)).lock?.runId;

describe('the closing functions', () => {
  it.each<{ order: State[] }>([
    { order: [record, notify, close] },
    { order: [record, record, notify, notify, close, close] },
    { order: [close, notify, record] },
    { order: [notify, close, record, close, notify] },
    { order: [close, close, record, notify] },
  ])('leave the same in the order $order', async ({ order }) => {
    const world = await worldOf();
    await playItems(world, 'run');
    for (const state of order) await closings(world, 'run')[state]();
    expect(storedRecord(world, 'run')).toMatchObject({ verdict: 'passed' });
    expect(world.notices.map(({ subject }) => subject)).toEqual([
      'Restore verification passed: 1 of 1 backups proven whole',
    ]);
    expect(await holder(world)).toBeUndefined();
    expect(await provenIn(world)).toHaveLength(1);
    expect(await world.unsettled.read()).toEqual([]);
  });

  it('say the same of a run that was stopped between its record and its notice', async () => {
    const world = await worldOf();
    await playItems(world, 'run');
    await closings(world, 'run')[record]();
    await settleRun(world, 'run');
    expect(storedRecord(world, 'run').verdict).toBe('passed');
    expect(noticeOf(world)).toContain('Restore verification passed');
    expect(await holder(world)).toBeUndefined();
  });

  it('of a run that was stopped before its record say that it was stopped', async () => {
    const world = await worldOf();
    await playItems(world, 'run');
    await settleRun(world, 'run');
    expect(storedRecord(world, 'run')).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining('the run was stopped by Execution: ABORTED'),
    });
    expect(noticeOf(world)).toContain('the run was stopped by Execution: ABORTED');
  });

  it('of a run that never opened leave record, notice and no lock', async () => {
    const world = await worldOf();
    await world.control.acquire(verificationLock, { runId: world.runIdOf('run'), executionArn: world.arnOf('run') });
    await settleRun(world, 'run');
    expect(storedRecord(world, 'run')).toMatchObject({ verdict: 'inconclusive', results: [] });
    expect(noticeOf(world)).toContain('Reference: run:verification');
    expect(await holder(world)).toBeUndefined();
  });

  it('long after the run make no proof older, and take nothing from the run that has the lock now', async () => {
    const world = await worldOf();
    await playItems(world, 'late');
    await playRun(world, 'next');
    await world.control.acquire(verificationLock, { runId: world.runIdOf('third'), executionArn: '' });
    await settleRun(world, 'late');
    expect((await provenIn(world)).map(({ runId }) => runId)).toEqual(['next', 'late']);
    expect(await holder(world)).toBe('third');
    expect(await world.unsettled.read()).toEqual([]);
  });

  it('let the lock go and remember although figures cannot be sent, and write that down', async () => {
    const world = await worldOf();
    await playItems(world, 'run');
    const denied = async () => {
      throw Object.assign(new Error('no'), { name: 'AccessDenied' });
    };
    await closings(world, 'run', { publishFigures: denied })[close]();
    expect(await holder(world)).toBeUndefined();
    expect(await provenIn(world)).toHaveLength(1);
    const entries = await world.dependencies.ledgerOf(world.runIdOf('run')).read('run');
    expect(entries.at(-1)?.fact).toEqual({ type: 'runClosed', unpublished: 'AccessDenied' });
  });

  it('let the lock go although what was proven cannot be kept, and do the rest when they are repeated', async () => {
    const world = await worldOf();
    await playItems(world, 'run');
    const { verified } = world.dependencies;
    let isAway = true;
    const away: typeof verified.change = async (...given) => {
      if (isAway) throw new LedgerUnavailable('A table of the run did not answer.');
      return await verified.change(...given);
    };
    const dependencies = { ...world.dependencies, verified: { ...verified, change: away } };
    const run = () => closings({ ...world, dependencies }, 'run')[close]();
    await expect(run()).rejects.toThrow(LedgerUnavailable);
    expect(await holder(world)).toBeUndefined();
    isAway = false;
    await run();
    expect(await provenIn(world)).toHaveLength(1);
  });
});
