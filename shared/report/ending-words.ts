import type { ExecutionEnding } from '../contracts/command.ts';
import type { FactOf } from '../contracts/ledger-entry.ts';

export const endingWords: Readonly<Record<ExecutionEnding, string>> = {
  ABORTED: 'was stopped',
  TIMED_OUT: 'ran into its deadline',
  FAILED: 'broke',
};

/** What ended a run, for somebody who reads one line. */
export const failureInWords = ({ state, error, status }: FactOf<'runFailed'>): string =>
  status === undefined ? `${state}: ${error}` : `its execution ${endingWords[status]} (${error})`;
