import * as z from 'zod';
import type { FactOf, LedgerEntry } from '../../contracts/ledger-entry.ts';
import type { DeployedPlan, Runbook } from '../../contracts/plan.ts';
import type { RecoveryRecord, StepRecord } from '../../contracts/recovery/recovery-record.ts';
import { firstOf, lastOf } from '../../domain/run-facts.ts';
import { unfencedAtPromotion } from './unfenced.ts';

const Names = z.array(z.string());

/** Until when writes may have been acknowledged, and who says so. What was typed says nothing about it. */
export function lossCountsUntil(decided: Pick<FactOf<'decided'>, 'lostSince' | 'lossBasis'> | undefined): string {
  const { lostSince, lossBasis } = decided ?? {};
  if (lostSince === undefined) return 'the decision';
  switch (lossBasis) {
    case 'watched':
      return `${lostSince}, since when detection saw service lost`;
    case 'signals':
      return `${lostSince}, when enough signals saw service lost`;
    default:
      return 'the old primary is fenced or the replica is promoted: nobody knows until when writes went on';
  }
}

type RunFacts = Readonly<{
  plan: DeployedPlan | undefined;
  runbook?: Runbook | undefined;
  entries: readonly LedgerEntry[];
  steps: readonly StepRecord[];
}>;

/** The worst of what the promotions found. A promotion that could not tell leaves the loss unmeasured, not zero. */
export function dataLoss({ plan, runbook, entries, steps }: RunFacts): RecoveryRecord['dataLoss'] {
  const objectiveSeconds = plan?.objectives.rpo ?? 0;
  if (firstOf(entries, 'runOpened')?.fact.dryRun)
    return unmeasured(objectiveSeconds, 'a dry run changes nothing and measures nothing');
  const promotions = steps.filter((step) => step.kind === 'promoteReplica');
  const known = promotions.map(secondsOf).filter((loss) => loss !== undefined);
  if (promotions.length === 0) return unmeasured(objectiveSeconds, 'this runbook promotes nothing');
  if (known.length < promotions.length)
    return unmeasured(objectiveSeconds, 'a promotion could not tell what the replica had last replayed');
  const measuredSeconds = Math.max(...known);
  const isExact = promotions.every(({ evidence }) => evidence.dataLossBasis === 'caughtUpAfterFence');
  const notCarried = namesIn(promotions, 'notCarried');
  const notLookedAt = namesIn(promotions, 'notLookedAt');
  const isAll = notCarried.length + notLookedAt.length === 0;
  const open = plan && runbook ? unfencedAtPromotion({ plan, runbook, entries }) : [];
  return {
    objectiveSeconds,
    measuredSeconds,
    isMet: isAll && open.length === 0 && measuredSeconds <= objectiveSeconds,
    ...(isExact ? {} : { isAtMost: true }),
    ...(open.length === 0 ? {} : { isOpen: true }),
    ...(notCarried.length === 0 ? {} : { notCarried }),
    ...(notLookedAt.length === 0 ? {} : { notLookedAt }),
    basis: [basisOf(promotions, lastOf(entries, 'decided')?.fact), ...open].join('; '),
  };
}

const unmeasured = (objectiveSeconds: number, basis: string) => ({ objectiveSeconds, isMet: false, basis });

const secondsOf = ({ evidence }: StepRecord): number | undefined =>
  typeof evidence.dataLossSeconds === 'number' ? evidence.dataLossSeconds : undefined;

const namesIn = (promotions: readonly StepRecord[], key: 'notCarried' | 'notLookedAt'): string[] =>
  promotions.flatMap(({ evidence }) => Names.safeParse(evidence[key]).data ?? []);

function basisOf(promotions: readonly StepRecord[], decided: FactOf<'decided'> | undefined): string {
  const later = promotionCountsUntil(promotions, decided);
  const bases = new Set(promotions.map(({ evidence }) => evidence.dataLossBasis));
  if (bases.has('fork'))
    return 'from when the standby had left its source until the other side was fenced or last seen';
  if (bases.size === 1 && bases.has('caughtUpAfterFence'))
    return 'the old primary was fenced, and the replica had replayed all that it told after that';
  const until =
    later === undefined
      ? lossCountsUntil(decided)
      : `${later}: writes went on after ${decided?.lostSince}, when service was seen to be lost`;
  return `from the last commit that the replica had replayed until ${until}`;
}

/** A promotion has counted further than the decision, where writes went on after service was seen to be lost. */
function promotionCountsUntil(
  promotions: readonly StepRecord[],
  decided: FactOf<'decided'> | undefined,
): string | undefined {
  if (decided?.lostSince === undefined || decided.lossBasis === 'decision') return undefined;
  const times = promotions.flatMap(({ evidence: { lossCountsUntil: at } }) => (typeof at === 'string' ? [at] : []));
  return times.toSorted().findLast((at) => at > (decided.lostSince ?? at));
}
