import type { Evidence } from '../../contracts/ledger-entry.ts';
import type { PromoteReplicaSpec } from '../../contracts/specs/promote-replica.ts';
import { judgeLag, type LagVerdict } from '../../domain/judge-lag.ts';
import { knownOf } from '../../domain/reading.ts';
import { secondsBetween } from '../../domain/seconds-between.ts';
import type { StepRun } from '../step.ts';
import type { PromoteReplicaFacts } from './observe.ts';

/** What would be lost by a promotion now. */
export const lagOf = (spec: PromoteReplicaSpec, facts: PromoteReplicaFacts, run: StepRun): LagVerdict =>
  judgeLag({
    lostSince: run.lostSince,
    maxLagSeconds: spec.maxLag,
    lastReplayedAt: knownOf(facts.server)?.lastReplayedAt,
    datapoints: knownOf(facts.lag) ?? [],
  });

/** A yes holds for the loss that was stated: more than that, or a loss that nobody knows any more, is another question. */
export const isAccepted = (lag: LagVerdict, { acceptedLoss }: StepRun): boolean => {
  switch (acceptedLoss.kind) {
    case 'any':
      return true;
    case 'upTo':
      return lag.dataLossSeconds !== undefined && lag.dataLossSeconds <= acceptedLoss.seconds;
    case 'none':
      return false;
    default:
      return acceptedLoss satisfies never;
  }
};

/** The gate's word, as it goes into the ledger with the call. */
export const lagEvidence = (lag: LagVerdict, run: StepRun): Evidence => ({
  dataLossBasis: lag.basis,
  ...(lag.recoveryPointAt === undefined ? {} : { recoveryPointAt: lag.recoveryPointAt }),
  ...(lag.dataLossSeconds === undefined ? {} : { dataLossSeconds: lag.dataLossSeconds }),
  ...(lag.isWithin ? {} : { isLossAccepted: isAccepted(lag, run) }),
});

const recoveryPointOf = (evidence: Evidence | undefined): string | undefined => {
  const at = evidence?.recoveryPointAt;
  return typeof at === 'string' ? at : undefined;
};

/**
 * What was lost, once the promotion is through. Replay goes on until the server leaves recovery, so its own last word is the
 * exact one; a restart takes that away, and then the word of the gate stands, which is never better than the truth.
 */
export const lossEvidence = (facts: PromoteReplicaFacts, run: StepRun): Evidence => {
  const ofGate = run.acts.findLast(({ result }) => result !== 'rejected')?.evidence;
  const replayed = knownOf(facts.server)?.lastReplayedAt;
  const atGate = recoveryPointOf(ofGate);
  if (replayed === undefined || (atGate !== undefined && replayed < atGate)) return ofGate ?? {};
  return {
    ...ofGate,
    dataLossBasis: 'lastReplayedCommit',
    recoveryPointAt: replayed,
    dataLossSeconds: Math.max(0, secondsBetween(replayed, run.lostSince)),
  };
};
