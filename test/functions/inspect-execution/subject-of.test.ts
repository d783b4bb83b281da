import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectExecution } from '../../../functions/inspect-execution/inspect-execution.ts';
import type { SeenExecution } from '../../../shared/aws/look-at-execution.ts';
import { given, openedFor, planOf } from '../../shared/support/plan.ts';
import { createDebts } from '../../support/debts.ts';
import { createRunWorld, nextRunId, type RunWorld } from '../support/run-world.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await createRunWorld();
});
afterAll(() => world.stop());

const arnOf = (machine: string, name: string) => `arn:aws:states:us-east-1:123456789012:execution:${machine}:${name}`;
const machines = {
  ...{ recover: 'recover', runStep: 'run-step', detect: 'detect' },
  ...{ verify: 'verify-restores', payFence: 'pay-fence', settle: 'settle-run' },
};
const now = '2026-01-05T05:10:00.000Z';

type Ended = Extract<SeenExecution, { kind: 'ended' }>;
const ended = (status: Ended['status'], input = '{}'): Ended => ({
  ...{ kind: 'ended', status, input },
  ...{ at: '2026-01-05T05:00:00.000Z', why: { error: '', cause: '' } },
});

const inspect = async (executionArn: string, lookAtExecution: (arn: string) => Promise<SeenExecution>) => {
  const { ledgerOf } = world;
  const stopExecution = async () => undefined;
  const dependencies = { ledgerOf, lookAtExecution, stopExecution, machines, debts: createDebts(), now: () => now };
  return await inspectExecution({ executionArn, missed: { record: false, notice: false, lock: false } }, dependencies);
};

/** The first was about a run that was stopped, the second about the first, and so on: all of them have ended so. */
const inspectLast = async (status: Ended['status'], settlements: number) => {
  const runId = nextRunId();
  await world.tell(runId, [['run', openedFor(planOf({ data: [given.promote] }))]]);
  const run = arnOf('recover', runId);
  const arnAt = (nth: number) => (nth === 0 ? run : arnOf('settle-run', `settle-${nth}`));
  const answer = await inspect(arnAt(settlements), async (arn) => {
    const nth = Number(/settle-(\d+)$/.exec(arn)?.[1] ?? 0);
    return nth === 0 ? ended('ABORTED') : ended(status, JSON.stringify({ executionArn: arnAt(nth - 1) }));
  });
  return { run, answer };
};

describe('a settlement that was ended itself', () => {
  it.each<{ status: Ended['status']; settlements: number }>([
    { status: 'ABORTED', settlements: 1 },
    { status: 'TIMED_OUT', settlements: 1 },
    { status: 'ABORTED', settlements: 7 },
  ])('passes on what it was about, after $settlements that ended $status', async ({ status, settlements }) => {
    const { run, answer } = await inspectLast(status, settlements);
    expect(answer).toMatchObject({ next: 'RecordOutcome', executionArn: run });
  });

  it('is left to people after seven of them', async () => {
    expect((await inspectLast('ABORTED', 8)).answer).toMatchObject({ next: 'unknown' });
  });

  it.each<Ended['status']>(['FAILED', 'SUCCEEDED'])('passes nothing on when it is %s', async (status) => {
    expect((await inspectLast(status, 1)).answer).toMatchObject({ next: 'settled' });
  });

  it('is left alone when it runs again', async () => {
    const answer = await inspect(arnOf('settle-run', 'redriven'), async () => ({ kind: 'running' }));
    expect(answer).toMatchObject({ next: 'settled' });
  });

  it.each(['no JSON', '{}'])('is left to people when it was started with %s', async (input) => {
    const answer = await inspect(arnOf('settle-run', 'by-hand'), async () => ended('ABORTED', input));
    expect(answer).toMatchObject({ next: 'unknown' });
  });
});
