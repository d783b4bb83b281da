import { describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../../../../shared/contracts/ledger-entry.ts';
import { unfencedAtPromotion } from '../../../../shared/report/recovery/unfenced.ts';
import { failover, given, planOf } from '../../support/plan.ts';
import { at, storyOf } from '../ledger-story.ts';

const ledgerFence = {
  ...given.fence,
  id: 'ledger-fence',
  fenceDatabase: { ...given.fence.fenceDatabase, instance: 'ledger-prod' },
};
const ledgerDatabase = {
  ...given.promote,
  id: 'ledger-database',
  promoteReplica: { ...given.promote.promoteReplica, instance: 'ledger-replica' },
};

const oneAfterTheOther = planOf({
  fence: [given.fence],
  data: [given.promote],
  'ledger-fence': [ledgerFence],
  'ledger-data': [ledgerDatabase],
});
const sideBySide = planOf({ fence: [given.fence, ledgerFence], data: [given.promote, ledgerDatabase] });

type Told = Parameters<typeof storyOf>[0][number];
const fenced = (second: number, step: string): Told => [
  second,
  `step:${step}`,
  { type: 'stepDone', evidence: { fenced: true } },
];
const command = { service: 'rds', operation: 'PromoteReadReplica', region: 'us-east-1', input: {} };
const promoted = (second: number, step: string): Told => [
  second,
  `step:${step}`,
  { type: 'intent', command, because: 'it is close enough' },
];

const openIn = (plan: typeof sideBySide, told: readonly Told[]): string[] => {
  const entries: readonly LedgerEntry[] = storyOf(told);
  return unfencedAtPromotion({ plan, runbook: failover(plan), entries });
};

describe('several databases that are promoted by one run', () => {
  it('are each held to the fence before it, not to that of another', () => {
    const story = [
      fenced(1, 'fence'),
      promoted(2, 'database'),
      fenced(3, 'ledger-fence'),
      promoted(4, 'ledger-database'),
    ];
    expect(openIn(oneAfterTheOther, story)).toEqual([]);
  });

  it('leave the loss of one open whose fence came after its promotion', () => {
    const late = [
      fenced(1, 'fence'),
      promoted(2, 'database'),
      promoted(4, 'ledger-database'),
      fenced(9, 'ledger-fence'),
    ];
    expect(openIn(oneAfterTheOther, late)).toEqual([
      `what ledger-prod in us-west-2 took from ${at(4)} until ${at(9)} is not counted: it was not proven fenced`,
    ]);
  });

  it('are held to the first promotion where they stand side by side', () => {
    const story = [fenced(1, 'fence'), promoted(2, 'database'), promoted(3, 'ledger-database')];
    expect(openIn(sideBySide, story)).toEqual([
      `what ledger-prod in us-west-2 took from ${at(2)} on is not counted: it was not proven fenced`,
    ]);
  });
});
