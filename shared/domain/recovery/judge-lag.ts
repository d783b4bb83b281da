import type { LossBasis } from '../../contracts/recovery/facts-of-run.ts';
import { secondsAfter, secondsBetween } from '../time.ts';

/** CloudWatch has one point a minute and shows it with a delay; older than this it says nothing about the outage. */
const oldestSeconds = 300;

/** Clocks of AWS differ by less. */
const clockSkewSeconds = 1;

const unseen = 'nobody knows until when writes went on';

/** A stream that was cut by the restart of a fence comes back within this time. */
const reconnectSeconds = 10;
/** An idle source says something within half of wal_receiver_timeout, 60 s: then its receiver asks. */
const wordSeconds = 45;

/** What the replica's receiver says. `hidden`: the role may not see it; `none`: no stream comes in. */
export type ReceiverFacts = Readonly<
  | { kind: 'hidden' }
  | { kind: 'none' }
  /** `heardAt`: when the last message was sent, by the source's clock. `hasReplayedAll`: up to where the source's log ended then. */
  | { kind: 'streaming'; heardAt: string | undefined; hasReplayedAll: boolean }
>;

/** One point of CloudWatch's ReplicaLag: the start of its minute, the least and the most of its values. */
export type LagDatapoint = Readonly<{ at: string; least: number; most: number }>;

export type LagFacts = Readonly<{
  /** Until when writes may have been acknowledged, and who says so. */
  lost: Readonly<{ since: string; basis: LossBasis }>;
  now: string;
  /** Since when the replica's source is proven to take no writes. */
  fencedAt: string | undefined;
  maxLagSeconds: number;
  /** By the replica itself. Undefined when it could not be asked or has replayed nothing since it started. */
  lastReplayedAt: string | undefined;
  receiver: ReceiverFacts;
  /** A dead source makes those after the outage grow for ever. */
  datapoints: readonly LagDatapoint[];
}>;

type LossFacts = Pick<LagFacts, 'lost' | 'lastReplayedAt' | 'fencedAt' | 'now'>;

type Until = Readonly<{ at: string; words: string }>;

/**
 * Until when the loss counts. A commit that was replayed after service was seen to be lost shows that writes went on, and
 * where nobody has seen it, they may have: until the fence, or until now.
 */
export function countsUntil({ lost, lastReplayedAt, fencedAt, now }: LossFacts): Until {
  const isGoingOn = lost.basis === 'decision' || (lastReplayedAt !== undefined && lastReplayedAt > lost.since);
  if (!isGoingOn) return { at: lost.since, words: 'service was lost' };
  const why = lost.basis === 'decision' ? unseen : 'writes went on';
  return fencedAt === undefined
    ? { at: now, words: `now, since ${why}` }
    : { at: fencedAt, words: `the old primary was fenced, since ${why}` };
}

export type LagVerdict = Readonly<{
  isWithin: boolean;
  /** Everything that was written until then is on the replica. */
  recoveryPointAt?: string;
  /** At most, but for what has caught up after the fence: then it is exact. */
  dataLossSeconds?: number;
  /** What an answer is held to: where nobody knows until when writes went on, people were told that it grows. */
  answeredSeconds?: number;
  /** Until when it counts: by then at the latest the last write was acknowledged. */
  countsUntil?: string;
  basis: 'caughtUpAfterFence' | 'lastReplayedCommit' | 'replicaLagMetric' | 'nothing';
  because: string;
}>;

/**
 * How much would be lost by a promotion now. The replica's own word comes first: it is exact, while the metric is a minute
 * old and a value of -1 means that nothing replicates. An idle source makes either look worse than it is, never better
 * (docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.html).
 */
export const judgeLag = (facts: LagFacts): LagVerdict =>
  judgeCaughtUp(facts) ??
  (facts.lastReplayedAt === undefined
    ? judgeByMetric(facts)
    : judge(facts.lastReplayedAt, 'lastReplayedCommit', facts));

/** The fenced source has said where its log ends, and all of that is replayed: there is nothing that could be lost. */
function judgeCaughtUp({ fencedAt, receiver }: LagFacts): LagVerdict | undefined {
  if (fencedAt === undefined || receiver.kind !== 'streaming' || !receiver.hasReplayedAll) return undefined;
  const { heardAt } = receiver;
  if (heardAt === undefined || heardAt <= secondsAfter(fencedAt, clockSkewSeconds)) return undefined;
  const because = `the replica holds everything: the old primary was fenced at ${fencedAt}, and all that it had told by ${heardAt} is replayed`;
  return { isWithin: true, recoveryPointAt: heardAt, dataLossSeconds: 0, basis: 'caughtUpAfterFence', because };
}

function judgeByMetric(facts: LagFacts): LagVerdict {
  const until = countsUntil(facts).at;
  const last = facts.datapoints.toSorted((a, b) => a.at.localeCompare(b.at)).findLast(({ at }) => at <= until);
  if (last === undefined)
    return unknown('the replica could not be asked, and CloudWatch has no ReplicaLag before the outage');
  if (secondsBetween(last.at, until) > oldestSeconds)
    return unknown(`the replica could not be asked, and CloudWatch's last ReplicaLag is of ${last.at}`);
  if (last.least < 0 || last.most < 0)
    return unknown(`the replica could not be asked, and its ReplicaLag at ${last.at} was -1: it did not replicate`);
  const recoveryPointAt = secondsAfter(last.at, -last.most);
  return judge(recoveryPointAt, 'replicaLagMetric', facts);
}

const unknown = (because: string): LagVerdict => ({
  isWithin: false,
  basis: 'nothing',
  because: `the lag is not known, which is above every limit: ${because}`,
});

/**
 * The limit holds until the fence, which shows a replica that has stopped since. Where none could be made, time alone makes the
 * loss greater, and waiting for a yes must not make the yes worthless: then it holds until the decision.
 */
function judge(recoveryPointAt: string, basis: LagVerdict['basis'], facts: LagFacts): LagVerdict {
  const secondsUntil = ({ at }: Until): number => Math.max(0, secondsBetween(recoveryPointAt, at));
  const [until, decided] = [countsUntil(facts), countsUntilDecision(facts)];
  const [dataLossSeconds, answeredSeconds] = [secondsUntil(until), secondsUntil(decided)];
  const limited = facts.fencedAt === undefined ? decided : until;
  const isWithin = secondsUntil(limited) <= facts.maxLagSeconds;
  const word = isWithin ? 'within' : 'above';
  const more = secondsUntil(limited) === dataLossSeconds ? '' : `; until now up to ${dataLossSeconds} s may be lost`;
  const because = `the replica holds everything until ${recoveryPointAt}, ${secondsUntil(limited)} s before ${limited.words}, ${word} the limit of ${facts.maxLagSeconds} s${more}`;
  return { isWithin, recoveryPointAt, dataLossSeconds, answeredSeconds, countsUntil: until.at, basis, because };
}

/** Until it was decided, where that is all that the people who let it go on could be told. */
function countsUntilDecision(facts: LossFacts): Until {
  const { lost, now } = facts;
  if (lost.basis !== 'decision' || lost.since >= now) return countsUntil(facts);
  return { at: lost.since, words: `it was decided, since ${unseen}` };
}

/** Whether it is worth waiting for the word of a source that has just been fenced. */
export function mayHearYet({ fencedAt, receiver, now }: LagFacts): boolean {
  if (fencedAt === undefined || receiver.kind === 'hidden') return false;
  const patience = receiver.kind === 'none' ? reconnectSeconds : wordSeconds;
  return secondsBetween(fencedAt, now) < patience;
}
