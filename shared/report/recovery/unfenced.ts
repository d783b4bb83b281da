import type { Evidence } from '../../contracts/command.ts';
import type { LedgerEntry } from '../../contracts/ledger-entry.ts';
import type { DeployedPlan, Runbook } from '../../contracts/plan.ts';
import type { PlanStep } from '../../contracts/step-kind.ts';
import { stoppedWords } from '../../domain/recovery/stopped-words.ts';
import { factsOf, firstOf, inStream, lastOf } from '../../domain/run-facts.ts';

type Sources = Readonly<{
  plan: Pick<DeployedPlan, 'regions'>;
  runbook: Runbook;
  entries: readonly LedgerEntry[];
}>;

/** An earlier run's promotion was begun by that run; where that one had proven the fence before, nothing is open. */
const beganAt = (chain: readonly LedgerEntry[]): string | undefined => {
  const done = lastOf(chain, 'stepDone');
  const { promotedBy, promotedAt: at, fencedAt: fenced } = done?.fact.evidence ?? {};
  if (promotedBy === undefined) return firstOf(chain, 'intent')?.at ?? done?.at;
  if (fenced !== undefined) return undefined;
  return typeof at === 'string' ? at : done?.at;
};

/** When the promotion began, by this run or an earlier one: from then on what an old primary takes is lost. Undefined: it promoted nothing. */
const promotedAt = ({ runbook, entries }: Sources): string | undefined => {
  const promotions = runbook.stages.flatMap(({ steps }) => steps.filter((step) => 'promoteReplica' in step));
  const began = promotions.flatMap(({ id }) => beganAt(inStream(entries, `step:${id}`)) ?? []);
  return began.toSorted()[0];
};

/** It was stopped, and nobody who looked since has seen it run. */
const isHeld = ({ holdsUntil }: Evidence, ofDebt: readonly LedgerEntry[]): boolean =>
  holdsUntil !== undefined &&
  factsOf(ofDebt, 'intent').length === 0 &&
  factsOf(ofDebt, 'waiting').every(({ fact }) => fact.because.includes(stoppedWords));

/** By the step itself, or by the payment of what it owed; of one that is stopped when it was last seen to be. */
const fencedAt = ({ id }: PlanStep, entries: readonly LedgerEntry[]): string | undefined => {
  const done = lastOf(inStream(entries, `step:${id}`), 'stepDone');
  if (done?.fact.evidence.fenced === true) return done.at;
  const ofDebt = inStream(entries, `debt:${id}`);
  const paid = lastOf(ofDebt, 'stepDone');
  if (paid?.fact.evidence.fenced === true) return paid.at;
  return done !== undefined && isHeld(done.fact.evidence, ofDebt) ? done.at : undefined;
};

/**
 * Old primaries that nobody had proven to be fenced when the promotion began, in words: what they took from then on no figure of the run
 * counts. None where the run promoted nothing, or where its runbook fences nothing.
 */
export const unfencedAtPromotion = (sources: Sources): string[] => {
  const { plan, runbook, entries } = sources;
  const since = promotedAt(sources);
  if (since === undefined) return [];
  const fences = runbook.stages.flatMap(({ steps }) => steps.filter((step) => 'fenceDatabase' in step));
  return fences.flatMap((fence) => {
    const at = fencedAt(fence, entries);
    if (at !== undefined && at <= since) return [];
    const { instance, region } = fence.fenceDatabase;
    const name = `${instance} in ${plan.regions[region]}`;
    return [
      `what ${name} took from ${since} ${at === undefined ? 'on' : `until ${at}`} is not counted: it was not proven fenced`,
    ];
  });
};
