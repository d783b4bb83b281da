import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { RunbookName, RunId } from '../../../shared/contracts/fields.ts';
import type { PastRun } from '../../../shared/domain/recovery/past-run.ts';
import { holder, usePlanControl } from './plan-control.ts';
import { tables } from './tables.ts';

const { client, control, plan } = usePlanControl();

const lastRun = (name: string) => ({
  runId: RunId.parse(name),
  ended: 'changed' as const,
  at: '2026-01-05T03:30:00.000Z',
});
const put = (key: string, texts: Record<string, string>) =>
  client().send(
    new PutItemCommand({
      TableName: tables.control,
      Item: {
        key: { S: key },
        ...Object.fromEntries(Object.entries(texts).map(([name, S]) => [name, { S }])),
      },
    }),
  );

describe('the standing of a plan', () => {
  it('is empty before its first run', async () => {
    expect(await control().standing(plan())).toEqual({});
  });

  it('names who holds the lock', async () => {
    await control().acquire(plan(), holder('first'));
    expect(await control().standing(plan())).toEqual({ lock: holder('first') });
  });

  it('keeps the last run when a later one leaves none', async () => {
    await control().acquire(plan(), holder('first'));
    await control().release(plan(), holder('first'), { holdDownUntil: undefined, lastRun: lastRun('first') });
    await control().acquire(plan(), holder('second'));
    await control().release(plan(), holder('second'), { holdDownUntil: undefined, lastRun: undefined });
    expect(await control().standing(plan())).toEqual({ lastRun: lastRun('first') });
  });

  it('is unusable when something else stands in the place of the last run', async () => {
    await put(`lock#${plan()}`, { lastRun: '{"runId":' });
    await expect(control().standing(plan())).rejects.toMatchObject({ name: 'LedgerUnavailable' });
    await put(`lock#${plan()}`, { lastRun: '{"runId":"first","ended":"well","at":"today"}' });
    await expect(control().standing(plan())).rejects.toMatchObject({ name: 'LedgerUnavailable' });
  });

  it.each([
    { what: 'of this run, by name and with a reason', item: {}, acknowledged: 'first' },
    { what: 'of another run', item: { runId: 'zeroth' }, acknowledged: undefined },
    { what: 'without a name', item: { operator: ' ' }, acknowledged: undefined },
    { what: 'without a reason', item: { reason: '' }, acknowledged: undefined },
    { what: 'of what cannot be a run', item: { runId: 'the first one' }, acknowledged: undefined },
  ])('takes an acknowledgement $what as $acknowledged', async ({ item, acknowledged }) => {
    await control().acquire(plan(), holder('first'));
    await control().release(plan(), holder('first'), { holdDownUntil: undefined, lastRun: lastRun('first') });
    await put(`acknowledgement#${plan()}`, { runId: 'first', operator: 'Ada', reason: 'I have seen it', ...item });
    expect((await control().standing(plan())).acknowledged).toBe(acknowledged);
  });
});

describe('the history of a plan', () => {
  const past = (name: string): PastRun => ({
    runId: RunId.parse(name),
    runbook: RunbookName.parse('failover'),
    at: '2026-01-05T03:30:00.000Z',
    recoveryTimeSeconds: 61.5,
    dataLossSeconds: undefined,
  });

  it('has the newest first, and each run once however often it is told', async () => {
    for (const name of ['first', 'second']) {
      await control().acquire(plan(), holder(name));
      await control().remember(plan(), holder(name), past(name));
      await control().remember(plan(), holder(name), past(name));
      await control().release(plan(), holder(name), { holdDownUntil: undefined, lastRun: undefined });
    }
    expect(await control().history(plan())).toEqual([past('second'), past('first')]);
  });

  it('has each run once when two attempts of it remember it together', async () => {
    await control().acquire(plan(), holder('first'));
    await Promise.all([1, 2].map(() => control().remember(plan(), holder('first'), past('first'))));
    expect(await control().history(plan())).toEqual([past('first')]);
  });

  it('forgets what is older than twenty runs', async () => {
    await control().acquire(plan(), holder('first'));
    for (let run = 0; run < 22; run += 1) await control().remember(plan(), holder('first'), past(`run-${run}`));
    const kept = (await control().history(plan())).map(({ runId }) => runId);
    expect(kept).toHaveLength(20);
    expect([kept[0], kept.at(-1)]).toEqual(['run-21', 'run-2']);
  });

  it('takes nothing from a run that does not hold the lock', async () => {
    await control().acquire(plan(), holder('second'));
    await control().remember(plan(), holder('first'), past('first'));
    expect(await control().history(plan())).toEqual([]);
  });
});
