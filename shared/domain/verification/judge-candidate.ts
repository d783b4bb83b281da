import type { FoundVerification } from '../../contracts/verification/verification.ts';
import { secondsBetween } from '../time.ts';
import type { Candidate } from './candidate.ts';

/** How far clocks may differ; what is dated later than this is not believed. */
const toleratedSeconds = 300;

/** One that counts: its moment is known, and so is what it is of. */
export type Eligible = Candidate & Readonly<{ databaseTime: string; group: string }>;

/** Whether a candidate counts; if not, why, in words that follow its name. */
export function judgeCandidate(
  verification: FoundVerification,
  candidate: Candidate,
  now: string,
): Eligible | Readonly<{ because: string }> {
  const objection = stateObjection(verification, candidate);
  if (objection !== undefined) return { because: objection };
  const { databaseTime } = candidate;
  if (databaseTime === undefined) return { because: 'does not say of which moment its data are' };
  const aheadSeconds = secondsBetween(now, databaseTime);
  if (aheadSeconds > toleratedSeconds) return { because: `is dated ${Math.round(aheadSeconds)} s in the future` };
  const group = groupOf(verification, candidate);
  if (group === undefined) return { because: 'is a copy, which does not say of which volume and moment' };
  return { ...candidate, databaseTime, group };
}

function stateObjection(verification: FoundVerification, { state, bytes }: Candidate): string | undefined {
  if ('cacheSnapshot' in verification) return state === 'available' ? undefined : `is ${state}, not available`;
  if ('volumeSnapshots' in verification) return state === 'completed' ? undefined : `is ${state}, not completed`;
  const { minBytes } = verification.backupObjects;
  if (bytes === undefined) return 'does not say how large it is';
  return bytes >= minBytes ? undefined : `has ${bytes} bytes, fewer than ${minBytes}`;
}

/** Only of volumes does it matter which one it is; everything else is one group. */
const groupOf = (verification: FoundVerification, { group }: Candidate): string | undefined =>
  'volumeSnapshots' in verification ? group : 'all';
