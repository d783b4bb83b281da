import { PlanName, type RegionName, RunId, VerificationId } from '../../shared/contracts/fields.ts';
import type { Leftover } from '../../shared/contracts/verification/facts.ts';
import { isRestored } from '../../shared/contracts/verification/verification.ts';
import { secondsBetween } from '../../shared/domain/seconds-between.ts';
import { type DatabaseInstance, kindOf } from '../../shared/domain/verification/copy.ts';
import { copyNameOf, copyPrefix, copyTags, type Maker } from '../../shared/domain/verification/copy-name.ts';
import { proveOwnership } from '../../shared/domain/verification/prove-ownership.ts';
import type { LedgerOf } from '../../shared/ledger/connect-tables.ts';
import type { Plans } from '../../shared/plans/find.ts';
import { claimOf, restoreStream } from '../../shared/verification/read-claim.ts';

export type LeftoverSearch = Readonly<{
  plans: Plans;
  ledgerOf: LedgerOf;
  /** This run: what it makes itself is no leftover. */
  runId: RunId;
  account: string;
  region: RegionName;
  now: () => string;
}>;

/** Whoever the tags say made it; undefined where they name nobody. */
const makerOf = ({ tags }: DatabaseInstance): Maker | undefined => {
  const [plan, verification] = (tags[copyTags.verification] ?? '').split('/');
  const parsed = [
    RunId.safeParse(tags[copyTags.run]),
    PlanName.safeParse(plan),
    VerificationId.safeParse(verification),
  ] as const;
  const [run, ofPlan, ofVerification] = parsed;
  if (!run.success || !ofPlan.success || !ofVerification.success) return undefined;
  return { runId: run.data, plan: ofPlan.data, verification: ofVerification.data };
};

const costOf = ({ plan, verification }: Maker, plans: Plans, ageSeconds: number): { cost?: number } => {
  const found = plans[plan]?.restoreVerification.find(({ id }) => id === verification);
  const hourly = found !== undefined && isRestored(found) ? found.restore.hourlyCost : undefined;
  return hourly === undefined ? {} : { cost: Math.round((hourly * ageSeconds) / 36) / 100 };
};

const judgeOne = async (found: DatabaseInstance, search: LeftoverSearch): Promise<Leftover | undefined> => {
  const { ledgerOf, account, region, plans, now } = search;
  const { name, arn, resourceId, createdAt } = found;
  const ageSeconds = createdAt === undefined ? 0 : Math.max(0, Math.round(secondsBetween(createdAt, now())));
  const kind = kindOf(arn);
  const common = { kind, name, region, arn, resourceId, ageSeconds, ...(createdAt && { createdAt }) };
  const maker = makerOf(found);
  if (maker === undefined) return { ...common, isOurs: false, because: 'its tags do not say which run made it' };
  if (maker.runId === search.runId && copyNameOf(maker) === name) return undefined;
  const { runId: madeBy, plan, verification } = maker;
  const copy = { kind, name, region, madeBy, plan, verification };
  const restored = await ledgerOf(madeBy).read(restoreStream(copy));
  const claim = claimOf(copy, { restored, seenBy: [], account });
  return {
    ...common,
    ...costOf(maker, plans, ageSeconds),
    madeBy,
    plan,
    verification,
    ...proveOwnership(found, claim),
  };
};

/** Every instance that is called as a copy is, and was not made by this run: ours and to be removed, or somebody's and reported. */
export const judgeLeftovers = async (
  instances: readonly DatabaseInstance[],
  search: LeftoverSearch,
): Promise<Leftover[]> => {
  const named = instances.filter(({ name }) => name.startsWith(copyPrefix));
  const judged = await Promise.all(named.map((found) => judgeOne(found, search)));
  return judged.filter((one) => one !== undefined);
};
