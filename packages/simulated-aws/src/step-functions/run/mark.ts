import type { Standing } from './execution.ts';

/** After States.DataLimitExceeded all parts are run again; after States.Runtime a new Map Run is started. */
export function forgetParts(standing: Standing, error: string | undefined): void {
  const isTooLarge = error === 'States.DataLimitExceeded';
  if (isTooLarge || error === 'States.Runtime') standing.mapRun = undefined;
  if (!isTooLarge) return;
  standing.branches = undefined;
  standing.iterations = undefined;
}
