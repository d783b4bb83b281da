import { defined } from '../../contracts/defined.ts';
import type { VerificationId } from '../../contracts/fields.ts';
import type { VerificationResult } from '../../contracts/verification/record.ts';
import type { PastVerification, VerifiedStates } from '../../contracts/verification/verified.ts';
import { secondsBetween } from '../time.ts';
import { besideWords, unseen } from './beside.ts';

const kept = 10;

/** So much of it is quoted when somebody is asked. */
const quoted = 300;

/** With those that nobody has looked for before, from now on; without those that the plan no longer names. */
export const watched = (states: VerifiedStates, ids: readonly VerificationId[], now: string): VerifiedStates =>
  Object.fromEntries(ids.map((id) => [id, states[id] ?? { watchedSince: now, passed: [] }]));

/** How long ago the one that was proven longest ago was proven; undefined where there is nothing to prove. */
export function ageOf(states: VerifiedStates, now: string): number | undefined {
  const ages = Object.values(states).map(({ watchedSince, passed }) =>
    secondsBetween(passed[0]?.at ?? watchedSince, now),
  );
  return ages.length === 0 ? undefined : Math.max(0, ...ages);
}

/** Once per run, however often it is called. What did not pass leaves everything as it was. */
export function remembered(
  states: VerifiedStates,
  results: readonly VerificationResult[],
  at: Pick<PastVerification, 'runId' | 'at'>,
): VerifiedStates {
  const passed = results.filter(({ verdict }) => verdict === 'passed');
  const after = passed.map((result) => {
    const before = states[result.verification] ?? { watchedSince: at.at, passed: [] };
    if (before.passed.some(({ runId }) => runId === at.runId)) return [result.verification, before] as const;
    const all = newestFirst([pastOf(result, at), ...before.passed]);
    return [result.verification, { ...before, passed: all.slice(0, kept) }] as const;
  });
  return { ...states, ...Object.fromEntries(after) };
}

/** A run that is closed late, after another one, does not make the newest proof older. */
const newestFirst = (past: readonly PastVerification[]): PastVerification[] =>
  past.toSorted((one, other) => other.at.localeCompare(one.at));

const pastOf = (
  { restore, point, notLookedAt }: VerificationResult,
  at: Pick<PastVerification, 'runId' | 'at'>,
): PastVerification => ({
  ...at,
  ...defined({
    restoreSeconds: restore?.untilFirstCheckSeconds,
    readSeconds: restore?.untilReadSeconds,
    sourceResourceId: point?.sourceResourceId,
  }),
  ...(unseen(notLookedAt).length === 0 ? {} : { notLookedAt: besideWords(unseen(notLookedAt), 3).slice(0, quoted) }),
});
