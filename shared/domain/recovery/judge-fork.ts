import type { Evidence } from '../../contracts/command.ts';
import type { CallError } from '../judge-call-error.ts';
import type { Reading } from '../reading.ts';
import { secondsBetween } from '../time.ts';
import { judgeDatabaseStatus } from './judge-database-status.ts';

/** A promotion takes minutes, and AWS shows it late; what left its source later than this after an order left by another one. */
const longestPromotionSeconds = 1800;

/** Older than this, it may have served and been left since: who knows is a person. */
const freshSeconds = 86_400;

/** The order by which a run of this plan made an instance a primary, and what its gate had said. */
export type KnownPromotion = Readonly<{ runId: string; at: string; evidence: Evidence | undefined }>;

/** The old primary of a standby that has left it, in its own Region. `at`: when it was asked. */
export type OtherSide = Readonly<
  | { kind: 'notNamed' }
  | { kind: 'silent'; name: string; failure: CallError }
  | {
      kind: 'seen';
      name: string;
      at: string;
      status: string;
      /** The plan's closed group is all that it has: nobody reaches it. */
      isFenced: boolean;
      /** By the server itself; the last commit only where it keeps their times. */
      server: Reading<Readonly<{ isPrimary: boolean; lastCommitAt: string | undefined }>>;
    }
>;

/** What is known of a standby without a source that this run did not promote. */
export type ForkFacts = Readonly<{
  promotedBy: KnownPromotion | undefined;
  /** What RDS told last of the end of its replication. */
  ended: Reading<Readonly<{ at: string; message: string }> | undefined>;
  other: OtherSide;
}>;

type Known = ForkFacts & Readonly<{ lastReplayedAt: string | undefined }>;

/**
 * The earlier run of this plan that made it a primary: then it is what this run is for, and no fork. Unless it may have been
 * left since: when that was long ago, or where the other side goes on.
 */
export function promotedBefore(facts: Known, now: string): KnownPromotion | undefined {
  const by = endedBy(facts);
  if (by === undefined || secondsBetween(by.at, now) > freshSeconds || mayGoOn(facts.other, by.at)) return undefined;
  return by;
}

/** The order of an earlier run of this plan that is what ended this replication. */
function endedBy(facts: Known): KnownPromotion | undefined {
  const { promotedBy } = facts;
  const leftAt = left(facts)?.at;
  if (promotedBy === undefined || leftAt === undefined) return promotedBy;
  return secondsBetween(promotedBy.at, leftAt) <= longestPromotionSeconds ? promotedBy : undefined;
}

/** Until when it has what the other side wrote, and who says so. The server's own word is exact; a restart takes it away. */
function left({ lastReplayedAt, ended }: Known): Readonly<{ at: string; says: string }> | undefined {
  if (lastReplayedAt !== undefined) return { at: lastReplayedAt, says: 'its own last replayed commit' };
  const event = ended.kind === 'known' ? ended.value : undefined;
  return event && { at: event.at, says: `RDS, which told then: ${event.message}` };
}

/** Nobody has shown that it takes no writes. */
function mayGoOn(other: OtherSide, since: string): boolean {
  if (other.kind !== 'seen' || other.isFenced || judgeDatabaseStatus(other.status) !== 'usable') return false;
  if (other.server.kind === 'unreadable') return true;
  const { isPrimary, lastCommitAt } = other.server.value;
  return isPrimary && (lastCommitAt === undefined || lastCommitAt > since);
}

export type ForkVerdict = Readonly<{
  text: string;
  leftAt: string | undefined;
  /** How far the other side has gone on, where it answers. */
  otherUntil: string | undefined;
}>;

/** How a standby came to stand alone, and how far both sides have gone on. `name` as people know it. */
export function judgeFork(name: string, facts: Known): ForkVerdict {
  const when = left(facts);
  const other = otherSays(facts.other);
  const since =
    when === undefined
      ? 'when it left its source nobody can tell'
      : `it left its source at ${when.at}, by ${when.says}`;
  const by = endedBy(facts);
  const whose =
    by === undefined
      ? 'no run of this plan promoted it: it is a fork'
      : `run ${by.runId} of this plan promoted it at ${by.at}; whether it was left since nobody can tell, so that it counts as a fork`;
  const text = `${name} has no source, and ${whose}; ${since}; ${other.says}`;
  return { text, leftAt: when?.at, otherUntil: other.until };
}

function otherSays(other: OtherSide): Readonly<{ until: string | undefined; says: string }> {
  switch (other.kind) {
    case 'notNamed':
      return { until: undefined, says: 'which database it replicated the plan does not say' };
    case 'silent':
      return { until: undefined, says: `the other side, ${other.name}, does not answer (${other.failure.error})` };
    case 'seen':
      return seenSays(other);
    default:
      return other satisfies never;
  }
}

function seenSays({ name, at, status, server, isFenced }: Extract<OtherSide, { kind: 'seen' }>) {
  const said = `the other side, ${name}, is ${status}`;
  if (isFenced) return { until: undefined, says: `${said} and fenced` };
  if (server.kind === 'known' && !server.value.isPrimary) return { until: undefined, says: `${said} and in recovery` };
  const lastCommitAt = server.kind === 'known' ? server.value.lastCommitAt : undefined;
  if (lastCommitAt !== undefined) return { until: lastCommitAt, says: `${said} and last wrote at ${lastCommitAt}` };
  if (server.kind === 'known') return { until: at, says: `${said} and takes writes, asked at ${at}` };
  if (judgeDatabaseStatus(status) !== 'usable') return { until: undefined, says: said };
  return { until: at, says: `${said} and may take writes, asked at ${at}` };
}

/** What the other side wrote since: until service was lost, or for as long as it is known to have gone on. */
export function forkLoss(
  { leftAt, otherUntil }: Readonly<{ leftAt?: string | undefined; otherUntil?: string | undefined }>,
  lostSince: string,
): Readonly<{ until: string; seconds: number | undefined }> {
  const until = otherUntil ?? lostSince;
  return { until, seconds: leftAt === undefined ? undefined : Math.max(0, secondsBetween(leftAt, until)) };
}
