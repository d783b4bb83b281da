import { secondsAfter } from './seconds-after.ts';
import { secondsBetween } from './seconds-between.ts';

/** One point of CloudWatch's ReplicaLag: the start of its minute, the least and the most of its values. */
export type LagDatapoint = Readonly<{ at: string; least: number; most: number }>;

export type LagFacts = Readonly<{
  /** Until when writes may have been acknowledged: what was written later is not counted as lost. */
  lostSince: string;
  maxLagSeconds: number;
  /** By the replica itself. Undefined when it could not be asked or has replayed nothing since it started. */
  lastReplayedAt: string | undefined;
  /** Before `lostSince`; a dead source makes later ones grow for ever. */
  datapoints: readonly LagDatapoint[];
}>;

export type LagVerdict = Readonly<{
  isWithin: boolean;
  /** Everything that was written until then is on the replica. */
  recoveryPointAt?: string;
  dataLossSeconds?: number;
  basis: 'lastReplayedCommit' | 'replicaLagMetric' | 'nothing';
  because: string;
}>;

/** CloudWatch has one point a minute and shows it with a delay; older than this it says nothing about the outage. */
const oldestSeconds = 300;

const judge = (recoveryPointAt: string, basis: LagVerdict['basis'], facts: LagFacts): LagVerdict => {
  const dataLossSeconds = Math.max(0, secondsBetween(recoveryPointAt, facts.lostSince));
  const isWithin = dataLossSeconds <= facts.maxLagSeconds;
  const word = isWithin ? 'within' : 'above';
  const because = `the replica holds everything until ${recoveryPointAt}, ${dataLossSeconds} s before service was lost, ${word} the limit of ${facts.maxLagSeconds} s`;
  return { isWithin, recoveryPointAt, dataLossSeconds, basis, because };
};

const unknown = (because: string): LagVerdict => ({
  isWithin: false,
  basis: 'nothing',
  because: `the lag is not known, which is above every limit: ${because}`,
});

const judgeByMetric = (facts: LagFacts): LagVerdict => {
  const last = facts.datapoints
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .findLast(({ at }) => at <= facts.lostSince);
  if (last === undefined)
    return unknown('the replica could not be asked, and CloudWatch has no ReplicaLag before the outage');
  if (secondsBetween(last.at, facts.lostSince) > oldestSeconds)
    return unknown(`the replica could not be asked, and CloudWatch's last ReplicaLag is of ${last.at}`);
  if (last.least < 0 || last.most < 0)
    return unknown(`the replica could not be asked, and its ReplicaLag at ${last.at} was -1: it did not replicate`);
  const recoveryPointAt = secondsAfter(last.at, -last.most);
  return judge(recoveryPointAt, 'replicaLagMetric', facts);
};

/**
 * How much would be lost by a promotion now. The replica's own word comes first: it is exact, while the metric is a minute
 * old and a value of -1 means that nothing replicates. An idle source makes either look worse than it is, never better
 * (docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.html).
 */
export const judgeLag = (facts: LagFacts): LagVerdict =>
  facts.lastReplayedAt === undefined ? judgeByMetric(facts) : judge(facts.lastReplayedAt, 'lastReplayedCommit', facts);
