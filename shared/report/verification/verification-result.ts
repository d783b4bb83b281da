import type { FactOf, LedgerEntry } from '../../contracts/ledger-entry.ts';
import type { VerificationResult } from '../../contracts/verification/record.ts';
import { isRestored, type Verification } from '../../contracts/verification/verification.ts';
import { factsOf, lastOf } from '../../domain/run-facts.ts';
import { secondsBetween } from '../../domain/time.ts';
import type { Plans } from '../../plans/find.ts';
import { type Chains, chainsOf } from './chains-of.ts';
import { countResults, lastResults, writtenResults } from './check-results.ts';
import { copyOf } from './copy-of.ts';
import { describeSource } from './describe-source.ts';
import { judgeResult } from './judge-result.ts';
import { restoreTimes } from './restore-times.ts';

type Scope = FactOf<'verificationOpened'>['scope'][number];

type ResultSources = Readonly<{ scope: Scope; entries: readonly LedgerEntry[]; plans: Plans; runRegion: string }>;

/** One backup of the run's scope, looked at or not: the field values of a `VerificationResult`, still to be parsed. */
export function verificationResult(sources: ResultSources): Record<keyof VerificationResult, unknown> {
  const { scope, entries, plans } = sources;
  const chains = chainsOf(entries, scope.plan, scope.verification);
  const verification = planned(sources);
  if (verification === undefined) return { ...ofNoPlan(sources, chains), restore: undefined };
  const told = common(scope, chains);
  const age = { limitSeconds: verification.maxAge, measuredSeconds: measuredAge(chains) };
  const restore = isRestored(verification) ? restoreTimes(chains, verification.restore.within) : undefined;
  const chosen = lastOf(chains.point, 'recoveryPointChosen')?.fact;
  return {
    ...told,
    ...describeSource(verification),
    region: plans[scope.plan]?.regions[verification.region],
    ...judgeResult(chosen, { chains, results: told.checks, age, restore, notLookedAt: told.notLookedAt }),
    age,
    restore,
  };
}

const planned = ({ scope, plans }: ResultSources): Verification | undefined =>
  Object.hasOwn(plans, scope.plan)
    ? plans[scope.plan]?.restoreVerification.find(({ id }) => id === scope.verification)
    : undefined;

/** Its limits are not known any more, so it is counted and proves nothing. The Region is that of the run. */
const ofNoPlan = (sources: ResultSources, chains: Chains) => ({
  ...common(sources.scope, chains),
  kind: 'unknown',
  region: sources.runRegion,
  source: 'no longer in the plan',
  verdict: 'inconclusive',
  because: 'the deployed plan does not have this verification any more, so its limits are not known',
  age: { limitSeconds: 0, measuredSeconds: measuredAge(chains) },
});

/** What the ledger alone tells, whatever the plan says. */
function common(scope: Scope, chains: Chains) {
  const chosen = lastOf(chains.point, 'recoveryPointChosen')?.fact;
  const checks = lastResults(writtenResults(chains.check));
  return {
    plan: scope.plan,
    verification: scope.verification,
    point: chosen?.point,
    considered: chosen?.considered ?? 0,
    passedOver: chosen?.passedOver ?? [],
    insteadOf: chosen?.insteadOf ?? [],
    counts: countResults(checks),
    checks,
    ...notLookedAt(chains),
    copy: copyOf(chains),
  };
}

/** What lies beside what was looked at, in all databases of the copy. */
function notLookedAt({ check }: Chains) {
  const listed = factsOf(check, 'listedBeside').map(({ fact }) => fact);
  return {
    notLookedAt: listed.flatMap(({ things }) => things),
    notNamed: listed.reduce((sum, { more }) => sum + more, 0),
  };
}

function measuredAge({ point }: Chains): number | undefined {
  const chosen = lastOf(point, 'recoveryPointChosen');
  const databaseTime = chosen?.fact.point?.databaseTime;
  return chosen?.fact.ageSeconds ?? (databaseTime && chosen ? secondsBetween(databaseTime, chosen.at) : undefined);
}
