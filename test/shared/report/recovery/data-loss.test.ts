import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePlan } from '../../../../deployment/plans/parse-plan.ts';
import { RunId } from '../../../../shared/contracts/fields.ts';
import { outcomeNotice } from '../../../../shared/notices/outcome-notice.ts';
import { buildRecord } from '../../../../shared/report/recovery/build-record.ts';
import { renderMarkdown } from '../../../../shared/report/recovery/render-markdown.ts';
import { at, fencedAt, opened, promotion, storyOf } from '../ledger-story.ts';

const { plan } = parsePlan(readFileSync('test/plans/shielda.yml', 'utf8'), 'test/plans/shielda.yml');

type Told = Record<string, unknown>;
const letGoOn = { type: 'decided', verdict: 'proceed', reason: 'the service is lost', evidence: {} };

type Story = Parameters<typeof storyOf>[0][number];

/** A recovery whose promotion ended with this evidence, under this decision. */
const recordOf = (decided: Told, evidence: Told, others: readonly Story[] = fencedAt(1)) => {
  const promoted = promotion.map(([second, stream, fact]) =>
    fact.type === 'stepDone' ? ([second, stream, { ...fact, evidence }] as const) : ([second, stream, fact] as const),
  );
  const entries = storyOf([
    [0, 'run', opened({ detectedAt: at(-600), detectedBy: 'operator' })],
    [1, 'run', { ...letGoOn, ...decided }],
    ...others,
    ...promoted,
    [80, 'run', { type: 'proven', verdict: 'succeeded', reason: 'every required step is done' }],
  ]);
  return buildRecord({ runId: RunId.parse('run-1'), entries, plan, isChainWhole: true, now: at(90) });
};

const replayed = { dataLossSeconds: 1.5, dataLossBasis: 'lastReplayedCommit' };

describe('data loss in the record', () => {
  it.each<{ when: string; decided: Told; evidence: Told; basis: string }>([
    {
      when: 'the signals saw service lost',
      decided: { lostSince: at(-3), lossBasis: 'signals' },
      evidence: { ...replayed, lossCountsUntil: at(-3) },
      basis: `until ${at(-3)}, when enough signals saw service lost`,
    },
    {
      when: 'detection watched it go',
      decided: { lostSince: at(-3), lossBasis: 'watched' },
      evidence: replayed,
      basis: `until ${at(-3)}, since when detection saw service lost`,
    },
    {
      when: 'nobody saw since when',
      decided: { lostSince: at(1), lossBasis: 'decision' },
      evidence: { ...replayed, lossCountsUntil: at(3) },
      basis: 'nobody knows until when writes went on',
    },
    {
      when: 'writes went on after it was seen',
      decided: { lostSince: at(-3), lossBasis: 'signals' },
      evidence: { ...replayed, lossCountsUntil: at(3) },
      basis: `until ${at(3)}: writes went on after ${at(-3)}, when service was seen to be lost`,
    },
    {
      when: 'the standby had gone its own way',
      decided: { lostSince: at(-3), lossBasis: 'signals' },
      evidence: { dataLossSeconds: 900, dataLossBasis: 'fork' },
      basis: 'from when the standby had left its source',
    },
  ])('is at most what it says when $when', ({ decided, evidence, basis }) => {
    const record = recordOf(decided, evidence);
    expect(record.dataLoss).toMatchObject({ measuredSeconds: evidence.dataLossSeconds, isAtMost: true });
    expect(record.dataLoss.basis).toContain(basis);
    expect(renderMarkdown(record)).toContain('at most');
  });

  it.each<{ when: string; beside: Told; says: string }>([
    {
      when: 'a relation was not carried',
      beside: { notCarried: ['public.jobs', 'billing: public.drafts'] },
      says: 'all rows of public.jobs, billing: public.drafts (unlogged), and of what is replicated nothing',
    },
    {
      when: 'a database was not looked at',
      beside: { notLookedAt: ['database vault (42501)'] },
      says: '0 ms, not counting database vault (42501), not looked at',
    },
  ])('is never met when $when', ({ beside, says }) => {
    const record = recordOf({}, { dataLossSeconds: 0, dataLossBasis: 'caughtUpAfterFence', ...beside });
    expect(record.dataLoss).toMatchObject({ isMet: false, ...beside });
    const place = { location: undefined, acknowledge: { region: 'us-east-1', controlTable: 'control' } };
    const [markdown, notice] = [renderMarkdown(record), outcomeNotice(record, place).message];
    expect(notice).toContain(`Data loss: ${says}, objective 5 min, not known`);
    expect(markdown).toContain(says);
    for (const text of [markdown, notice]) expect(text).not.toMatch(/0 ms[,; ]+(objective 5 min, )?met/);
  });

  it('is exact where the replica had caught up with the fenced primary', () => {
    const { dataLoss } = recordOf({}, { dataLossSeconds: 0, dataLossBasis: 'caughtUpAfterFence' });
    expect(dataLoss).toMatchObject({ measuredSeconds: 0, isMet: true });
    expect(dataLoss).not.toHaveProperty('isAtMost');
    expect(dataLoss.basis).toContain('had replayed all that it told');
  });

  it.each<{ when: string; others: readonly Story[]; says: string }>([
    { when: 'never', others: [], says: 'on is not counted' },
    { when: 'only while the replica was promoted', others: fencedAt(60), says: `until ${at(60)} is not counted` },
    {
      when: 'only by the payment of what was owed',
      others: [
        [1, 'step:old-primary', { type: 'stepDone', evidence: { fenced: false, owed: true, because: 'no answer' } }],
        [70, 'debt:old-primary', { type: 'stepDone', evidence: { fenced: true } }],
      ],
      says: `until ${at(70)} is not counted`,
    },
    {
      when: 'for a while only',
      others: [
        ...fencedAt(1),
        [2, 'step:old-primary', { type: 'stepDone', evidence: { fenced: false, owed: true, because: 'no answer' } }],
      ],
      says: 'on is not counted',
    },
  ])('is not known to be within its objective where the old primary was fenced $when', ({ others, says }) => {
    const record = recordOf({ lostSince: at(-3), lossBasis: 'signals' }, replayed, others);
    expect(record.dataLoss).toMatchObject({ measuredSeconds: 1.5, isMet: false, isOpen: true });
    expect(record.dataLoss.basis).toContain(says);
    expect(renderMarkdown(record)).toMatch(/at most 1\.5 s until the promotion *\| not known/);
  });

  it('counts from the promotion of an earlier run, where that one had not proven the fence', () => {
    const earlier = { ...replayed, promotedBy: 'run-0', promotedAt: at(-900) };
    const { dataLoss } = recordOf({ lostSince: at(-3), lossBasis: 'signals' }, earlier);
    expect(dataLoss).toMatchObject({ measuredSeconds: 1.5, isMet: false, isOpen: true });
    expect(dataLoss.basis).toContain(`took from ${at(-900)} until ${at(1)} is not counted`);
  });

  it('is what the earlier run found, where that one had proven the fence before it promoted', () => {
    const earlier = { ...replayed, promotedBy: 'run-0', promotedAt: at(-900), fencedAt: at(-910) };
    const { dataLoss } = recordOf({ lostSince: at(-3), lossBasis: 'signals' }, earlier);
    expect(dataLoss).toMatchObject({ measuredSeconds: 1.5, isMet: true });
    expect(dataLoss).not.toHaveProperty('isOpen');
  });

  it('is not what somebody typed: that moves the recovery time, and is said to be typed', () => {
    const { recoveryTime, dataLoss } = recordOf({ lostSince: at(-3), lossBasis: 'signals' }, replayed);
    expect(recoveryTime.basis).toContain(`from ${at(-600)}, when service was first seen to be lost, as Ada`);
    expect(dataLoss.basis).not.toContain(at(-600));
  });
});
