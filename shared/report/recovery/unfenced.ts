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

/**
 * Old primaries that nobody had proven to be fenced when the promotion began, in words: what they took from then on no figure of the run
 * counts. None where the run promoted nothing, or where its runbook fences nothing.
 */
export function unfencedAtPromotion(sources: Sources): string[] {
  const { plan, runbook, entries } = sources;
  const fences = runbook.stages.flatMap(({ steps }) => steps.filter((step) => 'fenceDatabase' in step));
  return fences.flatMap((fence) => {
    const [since, at] = [promotedAt(sources, fence), fencedAt(fence, entries)];
    if (since === undefined || (at !== undefined && at <= since)) return [];
    const { instance, region } = fence.fenceDatabase;
    const name = `${instance} in ${plan.regions[region]}`;
    return [
      `what ${name} took from ${since} ${at === undefined ? 'on' : `until ${at}`} is not counted: it was not proven fenced`,
    ];
  });
}

/**
 * When the promotion began that an old primary was fenced for, by this run or an earlier one: from then on what that takes is lost. Of several
 * the first after its fence; the plan does not say which belongs to which. Undefined: it promoted nothing.
 */
function promotedAt({ runbook: { stages }, entries }: Sources, fence: PlanStep): string | undefined {
  const place = stages.findIndex(({ steps }) => steps.some(({ id }) => id === fence.id));
  const beganIn = (some: Runbook['stages']): string[] => {
    const promotions = some.flatMap(({ steps }) => steps.filter((step) => 'promoteReplica' in step));
    return promotions.flatMap(({ id }) => beganAt(inStream(entries, `step:${id}`)) ?? []);
  };
  const isAfter = stages.slice(place).some(({ steps }) => steps.some((step) => 'promoteReplica' in step));
  return beganIn(isAfter ? stages.slice(place) : stages).toSorted()[0];
}

/** An earlier run's promotion was begun by that run; where that one had proven the fence before, nothing is open. */
function beganAt(chain: readonly LedgerEntry[]): string | undefined {
  const done = lastOf(chain, 'stepDone');
  const { promotedBy, promotedAt: at, fencedAt: fenced } = done?.fact.evidence ?? {};
  if (promotedBy === undefined) return firstOf(chain, 'intent')?.at ?? done?.at;
  if (fenced !== undefined) return undefined;
  return typeof at === 'string' ? at : done?.at;
}

/** By the step itself, or by the payment of what it owed; of one that is stopped when it was last seen to be. */
function fencedAt({ id }: PlanStep, entries: readonly LedgerEntry[]): string | undefined {
  const done = lastOf(inStream(entries, `step:${id}`), 'stepDone');
  if (done?.fact.evidence.fenced === true) return done.at;
  const ofDebt = inStream(entries, `debt:${id}`);
  const paid = lastOf(ofDebt, 'stepDone');
  if (paid?.fact.evidence.fenced === true) return paid.at;
  return done !== undefined && isHeld(done.fact.evidence, ofDebt) ? done.at : undefined;
}

/** It was stopped, and nobody who looked since has seen it run. */
const isHeld = ({ holdsUntil }: Evidence, ofDebt: readonly LedgerEntry[]): boolean =>
  holdsUntil !== undefined &&
  factsOf(ofDebt, 'intent').length === 0 &&
  factsOf(ofDebt, 'waiting').every(({ fact }) => fact.because.includes(stoppedWords));
