import type { StepId } from '../../contracts/fields.ts';
import type { LedgerEntry } from '../../contracts/ledger-entry.ts';
import type { Runbook } from '../../contracts/plan.ts';
import { lastOf } from '../run-facts.ts';

type Run = Readonly<{ stateOf: (step: StepId) => string; chainOf: (step: StepId) => readonly LedgerEntry[] }>;

/** Since when all fences of the stages before this one are proven; undefined while one is not, or where there is none. */
export function fencedSince({ stages }: Runbook, stage: StepId, run: Run): string | undefined {
  const before = stages.slice(
    0,
    stages.findIndex(({ name }) => name === stage),
  );
  const fences = before.flatMap(({ steps }) => steps.filter((step) => 'fenceDatabase' in step));
  const times = fences.map(({ id }) => provenAt(id, run));
  const known = times.filter((at) => at !== undefined).toSorted();
  return known.length === times.length ? known.at(-1) : undefined;
}

/** When the fence was proven, once it stands; of one that is stopped, when it was last seen to be. */
function provenAt(step: StepId, { stateOf, chainOf }: Run): string | undefined {
  const done = stateOf(step) === 'done' ? lastOf(chainOf(step), 'stepDone') : undefined;
  const { fenced, holdsUntil } = done?.fact.evidence ?? {};
  return fenced === true || holdsUntil !== undefined ? done?.at : undefined;
}
