import type { FactOf, LedgerEntry } from '../../contracts/ledger-entry.ts';
import type { DataCheckResult, Verdict } from '../../contracts/verification/facts.ts';
import { duration } from '../format.ts';
import { lastOf } from '../run-facts.ts';

export type Account = Readonly<{
  chosen: FactOf<'recoveryPointChosen'> | undefined;
  /** What the machine itself wrote into the stream of the recovery point. */
  pointFailure: string | undefined;
  restore: readonly LedgerEntry[];
  check: readonly LedgerEntry[];
  /** The last word on each thing that was looked at. */
  results: readonly DataCheckResult[];
  maxAgeSeconds: number;
}>;

export type Judged = Readonly<{ verdict: Verdict; because: string }>;

const named = (results: readonly DataCheckResult[]): string =>
  results.map(({ kind, name, because }) => `${kind} ${name}${because === undefined ? '' : `: ${because}`}`).join('; ');

const inconclusive = (because: string): Judged => ({ verdict: 'inconclusive', because });
const failed = (because: string): Judged => ({ verdict: 'failed', because });

const tooOld = ({ chosen, maxAgeSeconds }: Account): string | undefined => {
  const age = chosen?.ageSeconds;
  if (age === undefined || age <= maxAgeSeconds) return undefined;
  return `the newest recovery point is ${duration(age)} old, more than ${duration(maxAgeSeconds)}`;
};

const judgeRestore = ({ restore }: Account): Judged | undefined => {
  const end = lastOf(restore, 'stepFailed');
  if (lastOf(restore, 'stepDone') !== undefined) return undefined;
  if (end === undefined) return inconclusive('the restore did not end');
  return end.fact.refused ? inconclusive(end.fact.because) : failed(end.fact.because);
};

const judgeData = ({ check, results }: Account): Judged => {
  const bad = results.filter(({ outcome }) => outcome === 'failed');
  if (bad.length > 0) return failed(`${bad.length} of ${results.length} checks failed: ${named(bad)}`);
  const silent = results.filter(({ outcome }) => outcome === 'didNotRun');
  if (silent.length > 0)
    return inconclusive(`${silent.length} of ${results.length} checks did not run: ${named(silent)}`);
  if (lastOf(check, 'stepDone') === undefined)
    return inconclusive(lastOf(check, 'stepFailed')?.fact.because ?? 'the data were not looked at to the end');
  if (results.length === 0) return inconclusive('nothing was checked');
  return { verdict: 'passed', because: `${results.length} checks passed` };
};

/** Only what was found, restored, looked at whole and found good has passed; what is too old fails whatever else it is. */
export const judgeResult = (account: Account, isToBeRestored: boolean): Judged => {
  const { chosen, pointFailure } = account;
  if (chosen === undefined) return inconclusive(pointFailure ?? 'nothing was looked at');
  if (chosen.verdict === 'failed') return failed(chosen.because);
  const stale = tooOld(account);
  if (!isToBeRestored) return stale === undefined ? { verdict: 'passed', because: chosen.because } : failed(stale);
  const rest = judgeRestore(account) ?? judgeData(account);
  if (stale === undefined) return rest;
  return failed(rest.verdict === 'passed' ? `${stale}; what it holds is whole` : `${stale}; ${rest.because}`);
};
