import { defined } from '../../contracts/defined.ts';
import type { FactOf } from '../../contracts/ledger-entry.ts';
import type { RecoveryPoint } from '../../contracts/verification/facts.ts';
import type { FoundVerification } from '../../contracts/verification/verification.ts';
import { secondsBetween } from '../time.ts';
import type { Candidate } from './candidate.ts';
import { type Eligible, judgeCandidate } from './judge-candidate.ts';

/** How many of those that do not count are named. */
const named = 20;

export type FoundVerdict = Omit<FactOf<'recoveryPointChosen'>, 'type' | 'verdict'> & { verdict: 'found' | 'failed' };

/**
 * Whether there is a backup, and how old. Of volumes as many as are asked for must each have one, and the oldest of their newest
 * counts, also where too few are new enough. `now`: ISO 8601.
 */
export function judgeFoundBackup(
  verification: FoundVerification,
  candidates: readonly Candidate[],
  now: string,
): FoundVerdict {
  const { eligible, passedOver } = judgeAll(verification, candidates, now);
  const considered = candidates.length;
  const newest = newestOfEach(eligible);
  const needed = 'volumeSnapshots' in verification ? verification.volumeSnapshots.volumes : 1;
  const fresh = newest.filter((one) => ageOf(one, now) <= verification.maxAge).length;
  const isFound = fresh >= needed;
  const counts = newest[Math.max(fresh, needed) - 1];
  if (counts === undefined)
    return { verdict: 'failed', because: missing(verification, newest.length, considered), considered, passedOver };
  const ageSeconds = ageOf(counts, now);
  return {
    verdict: isFound ? 'found' : 'failed',
    because: aged(verification, fresh, ageSeconds),
    point: pointOf(counts),
    ageSeconds,
    considered,
    passedOver,
  };
}

type Judged = Readonly<{ eligible: readonly Eligible[]; passedOver: FoundVerdict['passedOver'] }>;

function judgeAll(verification: FoundVerification, candidates: readonly Candidate[], now: string): Judged {
  const judged = candidates
    .toSorted(newestFirst)
    .map((candidate) => ({ id: candidate.id, is: judgeCandidate(verification, candidate, now) }));
  return {
    eligible: judged.flatMap(({ is }) => ('because' in is ? [] : [is])),
    passedOver: judged.flatMap(({ id, is }) => ('because' in is ? [{ id, because: is.because }] : [])).slice(0, named),
  };
}

/** Equal ones by name, so that the answer does not waver. */
function newestFirst(left: Candidate, right: Candidate): number {
  const [one, other] = [momentOf(left), momentOf(right)];
  return one === other ? left.id.localeCompare(right.id) : other - one;
}

/** What has no moment yet is newer than all that has. */
const momentOf = ({ databaseTime }: Candidate): number =>
  databaseTime === undefined ? Number.POSITIVE_INFINITY : Date.parse(databaseTime);

/** The newest of each group; newest first, as they come. */
function newestOfEach(eligible: readonly Eligible[]): Eligible[] {
  const seen = new Set<string>();
  return eligible.filter(({ group }) => !seen.has(group) && seen.add(group));
}

/** Clocks that differ a little make no age below nothing. */
const ageOf = ({ databaseTime }: Eligible, now: string): number => Math.max(0, secondsBetween(databaseTime, now));

/** Too few, whatever their age: in the words of one backup, or of volumes. */
function missing(verification: FoundVerification, present: number, considered: number): string {
  const sought = soughtBy(verification);
  const passed = considered === 0 ? '' : `; ${considered} were looked at`;
  if (!('volumeSnapshots' in verification)) return `there is no ${sought} that counts${passed}`;
  return `volumes with a ${sought} that counts: ${present}, where ${verification.volumeSnapshots.volumes} must have one${passed}`;
}

/** What is looked for, in words that follow `the` and `no`. */
function soughtBy(verification: FoundVerification): string {
  if ('cacheSnapshot' in verification)
    return `snapshot of the replication group ${verification.cacheSnapshot.replicationGroup}`;
  if ('volumeSnapshots' in verification) {
    const { key, value } = verification.volumeSnapshots.tag;
    return `snapshot tagged ${key}=${value}`;
  }
  const { bucket, prefix, minBytes } = verification.backupObjects;
  return `object of ${minBytes} bytes or more at s3://${bucket}/${prefix}`;
}

function aged(verification: FoundVerification, fresh: number, ageSeconds: number): string {
  const sought = soughtBy(verification);
  const word = ageSeconds > verification.maxAge ? 'above' : 'within';
  const age = `${Math.round(ageSeconds)} s old, ${word} the limit of ${verification.maxAge} s`;
  if (!('volumeSnapshots' in verification)) return `the newest ${sought} is ${age}`;
  const { volumes } = verification.volumeSnapshots;
  const have = `volumes with a ${sought} of the age allowed: ${fresh}, where ${volumes} must have one`;
  return `${have}; the oldest of ${Math.max(fresh, volumes)} is ${age}`;
}

const pointOf = ({ id, type, databaseTime, bytes }: Eligible): RecoveryPoint => ({
  id,
  type,
  databaseTime,
  ...defined({ bytes }),
});
