import { PlanName, type RegionName, RunId, VerificationId } from '../../shared/contracts/fields.ts';
import type { Leftover, OrderedCopy } from '../../shared/contracts/verification/facts.ts';
import { isRestored } from '../../shared/contracts/verification/verification.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import { secondsBetween } from '../../shared/domain/time.ts';
import { type DatabaseInstance, databaseKindOf } from '../../shared/domain/verification/copy.ts';
import { copyNameOf, copyPrefix, copyTags, type Maker } from '../../shared/domain/verification/copy-name.ts';
import { type Ownership, proveOwnership } from '../../shared/domain/verification/prove-ownership.ts';
import type { Plans } from '../../shared/plans/find.ts';
import { claimOf, discardStream, restoreStream } from '../../shared/verification/read-claim.ts';

export type LeftoverSearch = Readonly<{
  plans: Plans;
  ledgerOf: LedgerOf;
  /** This run: what it makes itself is no leftover. */
  runId: RunId;
  account: string;
  region: RegionName;
  /** What earlier runs have ordered in the Region and not proved gone. */
  claims: readonly OrderedCopy[];
  now: () => string;
}>;

/** `mayBe`: what would prove it does not show yet, so that it is looked at again. */
export type JudgedLeftover = Readonly<{ leftover: Leftover; mayBe: boolean }>;

/** All that may be a copy and was not made by this run: ours and to be removed, or somebody's and reported. */
export async function judgeLeftovers(
  standing: readonly DatabaseInstance[],
  search: LeftoverSearch,
): Promise<JudgedLeftover[]> {
  const sought = standing.filter((found) => isSought(found, search));
  const judged = await Promise.all(sought.map((found) => judgeOne(found, search)));
  return judged.filter((one) => one !== undefined);
}

/** What is called as a copy is, tagged as one, or known as one by an earlier run's ledger. */
const isSought = (found: DatabaseInstance, { claims }: LeftoverSearch): boolean =>
  found.name.startsWith(copyPrefix) || found.tags[copyTags.run] !== undefined || claimOn(found, claims) !== undefined;

/** The claim that a thing answers to: by the name of the order, or by the id that was seen. */
const claimOn = ({ name, resourceId }: DatabaseInstance, claims: readonly OrderedCopy[]): OrderedCopy | undefined =>
  claims.find((one) => one.name === name || one.resourceId === resourceId);

async function judgeOne(found: DatabaseInstance, search: LeftoverSearch): Promise<JudgedLeftover | undefined> {
  const { region, plans, now, claims } = search;
  const { name, arn, resourceId, createdAt } = found;
  const ageSeconds = createdAt === undefined ? 0 : Math.max(0, Math.round(secondsBetween(createdAt, now())));
  const common = {
    kind: databaseKindOf(arn),
    name,
    region,
    arn,
    resourceId,
    ageSeconds,
    ...(createdAt && { createdAt }),
  };
  const maker = makerOf(found, claims);
  if (maker === undefined) {
    const leftover = { ...common, isOurs: false, because: 'its tags do not say which run made it' };
    return { leftover, mayBe: false };
  }
  if (maker.runId === search.runId && copyNameOf(maker) === name) return undefined;
  const { runId: madeBy, plan, verification } = maker;
  const { mayBe, ...ownership } = await ownershipOf(found, maker, search);
  const leftover = { ...common, ...costOf(maker, plans, ageSeconds), madeBy, plan, verification, ...ownership };
  return { leftover, mayBe };
}

function makerOf(found: DatabaseInstance, claims: readonly OrderedCopy[]): Maker | undefined {
  const claim = claimOn(found, claims);
  if (claim === undefined) return makerByTags(found);
  return { runId: claim.madeBy, plan: claim.plan, verification: claim.verification };
}

/** Whoever the tags say made it; undefined where they name nobody. */
function makerByTags({ tags }: DatabaseInstance): Maker | undefined {
  const [plan, verification] = (tags[copyTags.verification] ?? '').split('/');
  const parsed = [
    RunId.safeParse(tags[copyTags.run]),
    PlanName.safeParse(plan),
    VerificationId.safeParse(verification),
  ] as const;
  const [run, ofPlan, ofVerification] = parsed;
  if (!run.success || !ofPlan.success || !ofVerification.success) return undefined;
  return { runId: run.data, plan: ofPlan.data, verification: ofVerification.data };
}

async function ownershipOf(
  found: DatabaseInstance,
  maker: Maker,
  { ledgerOf, region, account, claims }: LeftoverSearch,
): Promise<Ownership> {
  const { runId: madeBy, plan, verification } = maker;
  const copy = { kind: databaseKindOf(found.arn), name: copyNameOf(maker), region, madeBy, plan, verification };
  const ledger = ledgerOf(madeBy);
  const [restored, discarded] = await Promise.all([
    ledger.read(restoreStream(copy)),
    ledger.read(discardStream(copy, madeBy)),
  ]);
  const { because, ...ownership } = proveOwnership(found, claimOf(copy, { restored, discarded, ofRun: [], account }));
  const claim = claimOn(found, claims);
  const isRenamed = claim !== undefined && claim.name !== found.name;
  return { ...ownership, because: isRenamed ? `it was ${claim.name}, and somebody has renamed it` : because };
}

function costOf({ plan, verification }: Maker, plans: Plans, ageSeconds: number): { cost?: number } {
  const found = plans[plan]?.restoreVerification.find(({ id }) => id === verification);
  const hourly = found !== undefined && isRestored(found) ? found.restore.hourlyCost : undefined;
  return hourly === undefined ? {} : { cost: Math.round((hourly * ageSeconds) / 36) / 100 };
}
