import type { Evidence } from '../../contracts/command.ts';
import { defined } from '../../contracts/defined.ts';
import type { PromoteReplicaSpec } from '../../contracts/specs/promote-replica.ts';
import { knownOf } from '../../domain/reading.ts';
import { isLossAccepted } from '../../domain/recovery/complete-findings.ts';
import { countsUntil, judgeLag, type LagFacts, type LagVerdict } from '../../domain/recovery/judge-lag.ts';
import { secondsBetween } from '../../domain/time.ts';
import type { StepRun } from '../../executor/step.ts';
import type { PromoteReplicaFacts } from './dependencies.ts';

export const lagFactsOf = (spec: PromoteReplicaSpec, facts: PromoteReplicaFacts, run: StepRun): LagFacts => ({
  ...lossFacts(facts, run),
  maxLagSeconds: spec.maxLag,
  datapoints: knownOf(facts.lag) ?? [],
});

const lossFacts = (facts: PromoteReplicaFacts, run: StepRun) => ({
  lost: run.lost ?? unmeasured(run),
  now: run.now,
  fencedAt: fencedAt(facts, run),
  lastReplayedAt: knownOf(facts.server)?.lastReplayedAt,
  receiver: knownOf(facts.server)?.receiver ?? ({ kind: 'hidden' } as const),
});

/** Nobody has decided yet: then it counts until now. */
const unmeasured = ({ now }: StepRun): LagFacts['lost'] => ({ since: now, basis: 'decision' });

/** Since when the source of this replica is proven to take no writes; another database's fence says nothing about it. */
function fencedAt({ instance }: Pick<PromoteReplicaFacts, 'instance'>, run: StepRun): string | undefined {
  const source = knownOf(instance)?.source;
  const isFenced = run.fence?.databases.some(
    (fenced) => fenced.instance === source?.id && run.regions[fenced.region] === source.region,
  );
  return isFenced ? run.fence?.at : undefined;
}

/** What would be lost by a promotion now. */
export const lagOf = (spec: PromoteReplicaSpec, facts: PromoteReplicaFacts, run: StepRun): LagVerdict =>
  judgeLag(lagFactsOf(spec, facts, run));

/** Whether the loss has been accepted, by who started the run or by an answer. */
export const isAccepted = (lag: LagVerdict, { acceptedLoss }: StepRun): boolean =>
  isLossAccepted(acceptedLoss, lag.answeredSeconds);

/** The gate's word, as it goes into the ledger with the call. */
export function lagEvidence(lag: LagVerdict, facts: PromoteReplicaFacts, run: StepRun): Evidence {
  const fenced = fencedAt(facts, run);
  return {
    dataLossBasis: lag.basis,
    ...defined({
      recoveryPointAt: lag.recoveryPointAt,
      dataLossSeconds: lag.dataLossSeconds,
      lossCountsUntil: lag.countsUntil,
    }),
    ...(lag.isWithin ? {} : { isLossAccepted: isAccepted(lag, run) }),
    ...defined({ fencedAt: fenced }),
  };
}

/**
 * What was lost, once the promotion is through. Replay goes on until the server leaves recovery, so its own last word is the
 * exact one; a restart takes that away, and then the word of the gate stands, which is never better than the truth. What had
 * caught up with a fenced source cannot have lost anything since.
 */
export function lossEvidence(facts: PromoteReplicaFacts, run: StepRun): Evidence {
  const call = run.acts.findLast(({ result }) => result !== 'rejected');
  const ofGate = call?.evidence;
  const replayed = knownOf(facts.server)?.lastReplayedAt;
  const atGate = textIn(ofGate, 'recoveryPointAt');
  const isExact = textIn(ofGate, 'dataLossBasis') === 'caughtUpAfterFence';
  if (isExact || replayed === undefined || (atGate !== undefined && replayed < atGate)) return ofGate ?? {};
  // The source is gone from what RDS shows, so that the fence is the one of the gate.
  const fenced = textIn(ofGate, 'fencedAt');
  const until = countsUntil({ ...lossFacts(facts, run), now: call?.at ?? run.now, fencedAt: fenced });
  return {
    ...ofGate,
    dataLossBasis: 'lastReplayedCommit',
    recoveryPointAt: replayed,
    dataLossSeconds: Math.max(0, secondsBetween(replayed, until.at)),
    lossCountsUntil: until.at,
  };
}

function textIn(evidence: Evidence | undefined, key: string): string | undefined {
  const value = evidence?.[key];
  return typeof value === 'string' ? value : undefined;
}
