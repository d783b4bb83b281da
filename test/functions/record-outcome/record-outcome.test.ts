import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordOutcome } from '../../../functions/record-outcome/record-outcome.ts';
import { RecoveryRecord } from '../../../shared/contracts/recovery/recovery-record.ts';
import { renderHtml } from '../../../shared/report/html/render-html.ts';
import { renderMarkdown } from '../../../shared/report/recovery/render-markdown.ts';
import { createBuildRunRecord } from '../../../shared/report/recovery/run-record.ts';
import type { StoredObject } from '../../../shared/report/store.ts';
import type { Told } from '../../shared/support/entries.ts';
import { given, openedFor, planOf } from '../../shared/support/plan.ts';
import { createRunWorld, Killed, killings, nextRunId, type RunWorld } from '../support/run-world.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await createRunWorld();
});
afterAll(() => world.stop());

const plan = planOf({ data: [given.promote], proof: [given.check] });
const proven: Told = ['run', { type: 'proven', verdict: 'failed', reason: 'required steps were not done: database' }];

const prepare = async (told: readonly Told[] = [['run', openedFor(plan)], proven]) => {
  const runId = nextRunId();
  await world.tell(runId, told);
  const stored = new Map<string, StoredObject>();
  const store = (object: StoredObject) =>
    world.killer.guard(async () => {
      stored.set(object.key, object);
      return `s3://records/${object.key}`;
    });
  const buildRecord = createBuildRunRecord({ orders: plan }, () => '2026-01-05T03:30:00.000Z');
  const dependencies = { ledgerOf: world.ledgerOf, buildRecord, renderMarkdown, renderHtml, store };
  return { runId, stored, record: () => recordOutcome({ runId }, dependencies) };
};

const recorded = async (runId: Awaited<ReturnType<typeof prepare>>['runId']) =>
  (await world.facts(runId, 'run')).filter(({ type }) => type === 'recorded');

describe('the outcome', () => {
  it('is stored as record and reports, with its seal in the ledger', async () => {
    const { runId, stored, record } = await prepare();
    expect(await record()).toMatchObject({ outcome: 'failed', reason: expect.stringMatching(/^\S.{5,}$/) });
    const folder = `runs/orders/${runId}`;
    expect([...stored.keys()].sort()).toEqual([
      `${folder}/record.json`,
      `${folder}/report.html`,
      `${folder}/report.md`,
    ]);
    const body = stored.get(`${folder}/record.json`)?.body ?? '';
    expect(RecoveryRecord.parse(JSON.parse(body))).toMatchObject({
      runId,
      outcome: 'failed',
      chain: { isWhole: true },
    });
    const seal = createHash('sha256').update(body).digest('hex');
    expect(await recorded(runId)).toEqual([
      { type: 'recorded', location: `s3://records/${folder}/record.json`, seal, endedAt: '2026-01-05T03:30:00.000Z' },
    ]);
  });

  it('of a run that was refused without a plan lies with the unknown ones', async () => {
    const { runId, stored, record } = await prepare([
      ['run', { type: 'runRefused', reason: 'no input', dryRun: false }],
    ]);
    expect(await record()).toMatchObject({ outcome: 'refused', reason: expect.stringMatching(/^\S.{5,}$/) });
    expect(stored.has(`runs/unknown/${runId}/record.json`)).toBe(true);
  });

  it('of a run that nothing ended is unknown', async () => {
    const { record } = await prepare([['run', openedFor(plan)]]);
    expect(await record()).toMatchObject({ outcome: 'unknown', reason: expect.stringMatching(/^\S.{5,}$/) });
  });

  it('of a run that left no entry is unknown', async () => {
    const { record } = await prepare([]);
    expect(await record()).toMatchObject({ outcome: 'unknown', reason: expect.stringMatching(/^\S.{5,}$/) });
  });

  it.each(killings(5))('is in the ledger once when the task is killed $moment call $nth', async ({ nth, moment }) => {
    const { runId, stored, record } = await prepare();
    world.killer.arm(nth, moment);
    await expect(record()).rejects.toThrow(Killed);
    world.killer.disarm();
    expect(await record()).toMatchObject({ outcome: 'failed', reason: expect.stringMatching(/^\S.{5,}$/) });
    expect(stored.size).toBe(3);
    expect(await recorded(runId)).toHaveLength(1);
  });
});
