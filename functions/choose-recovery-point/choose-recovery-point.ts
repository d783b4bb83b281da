import type { RegionName } from '../../shared/contracts/fields.ts';
import type { ChooseRecoveryPointOutput, LookInput } from '../../shared/contracts/verification/run.ts';
import type { RestoredVerification } from '../../shared/contracts/verification/verification.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import type { Verified } from '../../shared/control/verified.ts';
import type { Reading } from '../../shared/domain/reading.ts';
import { lastOf } from '../../shared/domain/run-facts.ts';
import type { SourceFacts } from '../../shared/domain/verification/identify-source.ts';
import { judgeCandidates, type SnapshotFacts } from '../../shared/domain/verification/judge-candidates.ts';
import { pinnedSource } from '../../shared/domain/verification/pinned-source.ts';
import type { Plans } from '../../shared/plans/find.ts';
import { describeSource } from '../../shared/report/verification/describe-source.ts';
import { pointStream } from '../../shared/verification/chosen-point.ts';
import { findRestored } from '../../shared/verification/find-verification.ts';
import { unreadablePoint } from '../../shared/verification/unreadable-point.ts';
import { untilReadable } from '../../shared/verification/until-readable.ts';

/** Where the backups lie, and the other Region of the plan. */
export type Regions = Readonly<{ region: RegionName; other: RegionName }>;

export type FoundPoints = Readonly<{
  candidates: readonly SnapshotFacts[];
  source: Pick<SourceFacts, 'here' | 'elsewhere'>;
}>;

export type ChooseRecoveryPointDependencies = Readonly<{
  plans: Plans;
  ledgerOf: LedgerOf;
  verified: Pick<Verified, 'read'>;
  findPoints: (verification: RestoredVerification, regions: Regions) => Promise<Reading<FoundPoints>>;
  now: () => string;
  pause: (seconds: number) => Promise<unknown>;
}>;

/** Finds the moment that is to be restored, and writes down what else was found. Chosen once: a second call answers the same. */
export async function chooseRecoveryPoint(
  { item }: LookInput,
  dependencies: ChooseRecoveryPointDependencies,
): Promise<ChooseRecoveryPointOutput> {
  const wanted = findRestored(dependencies.plans, item);
  const ledger = dependencies.ledgerOf(item.runId);
  const stream = pointStream(item);
  const before = lastOf(await ledger.read(stream), 'recoveryPointChosen')?.fact;
  if (before !== undefined) return { verdict: before.verdict === 'restore' ? 'restore' : 'failed' };
  const chosen = await look(wanted, dependencies);
  await ledger.append(stream, { type: 'recoveryPointChosen', ...chosen });
  return { verdict: chosen.verdict === 'restore' ? 'restore' : 'failed' };
}

type Wanted = ReturnType<typeof findRestored>;

async function look(
  { plan, verification, region }: Wanted,
  { findPoints, verified, now, pause }: ChooseRecoveryPointDependencies,
) {
  const { primary, standby } = plan.regions;
  const other = region === primary ? standby : primary;
  const find = () => findPoints(verification, { region, other });
  const [found, states] = await Promise.all([untilReadable(find, { now, pause }), verified.read(plan.plan)]);
  if (found.kind === 'unreadable') return unreadablePoint(found.failure);
  const { candidates, source } = found.value;
  const proven = states[verification.id]?.passed.find((past) => past.sourceResourceId !== undefined)?.sourceResourceId;
  const pinned = pinnedSource(plan, verification);
  const facts = { ...source, source: describeSource(verification).source, region, pinned, proven };
  return judgeCandidates(verification, { candidates, source: facts, now: now() });
}
