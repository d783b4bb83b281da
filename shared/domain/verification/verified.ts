import type { VerificationId } from '../../contracts/fields.ts';
import type { VerificationResult } from '../../contracts/verification/record.ts';
import type { PastVerification, VerifiedStates } from '../../ledger/verified.ts';
import { secondsBetween } from '../seconds-between.ts';

const kept = 10;

/** With those that nobody has looked for before, from now on; without those that the plan no longer names. */
export const watched = (states: VerifiedStates, ids: readonly VerificationId[], now: string): VerifiedStates =>
  Object.fromEntries(ids.map((id) => [id, states[id] ?? { watchedSince: now, passed: [] }]));

/** How long ago the one that was proven longest ago was proven; undefined where there is nothing to prove. */
export const ageOf = (states: VerifiedStates, now: string): number | undefined => {
  const ages = Object.values(states).map(({ watchedSince, passed }) =>
    secondsBetween(passed[0]?.at ?? watchedSince, now),
  );
  return ages.length === 0 ? undefined : Math.max(0, ...ages);
};

const pastOf = ({ restore }: VerificationResult, at: Pick<PastVerification, 'runId' | 'at'>): PastVerification => ({
  ...at,
  ...(restore?.untilFirstCheckSeconds === undefined ? {} : { restoreSeconds: restore.untilFirstCheckSeconds }),
  ...(restore?.untilReadSeconds === undefined ? {} : { readSeconds: restore.untilReadSeconds }),
});

/** Once per run, however often it is called. What did not pass leaves everything as it was. */
export const remembered = (
  states: VerifiedStates,
  results: readonly VerificationResult[],
  at: Pick<PastVerification, 'runId' | 'at'>,
): VerifiedStates => {
  const passed = results.filter(({ verdict }) => verdict === 'passed');
  const after = passed.map((result) => {
    const before = states[result.verification] ?? { watchedSince: at.at, passed: [] };
    if (before.passed.some(({ runId }) => runId === at.runId)) return [result.verification, before] as const;
    return [result.verification, { ...before, passed: [pastOf(result, at), ...before.passed].slice(0, kept) }] as const;
  });
  return { ...states, ...Object.fromEntries(after) };
};
