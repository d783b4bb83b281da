import type { StepId } from '../../contracts/fields.ts';
import type { FactOf, LedgerEntry } from '../../contracts/ledger-entry.ts';
import { factsOf, firstOf, lastOf } from '../run-facts.ts';
import { attemptIn } from './attempts.ts';
import { isCleared } from './clearance.ts';

/** What begins a step or ends it. Waits, answers and late outcomes leave it as it was. */
const turns: ReadonlySet<string> = new Set([
  'stepStarted',
  'intent',
  'stepDone',
  'lookDue',
  'stillDone',
  'stepFailed',
  'stepSkipped',
  'stepAborted',
]);

export type StepState = 'notStarted' | 'running' | 'done' | 'failed' | 'skipped' | 'aborted';

export type RunSummary = Readonly<{
  opened: FactOf<'runOpened'> | undefined;
  refused: FactOf<'runRefused'> | undefined;
  /** The last one, and when it was made. */
  decided: (FactOf<'decided'> & Readonly<{ at: string }>) | undefined;
  /** What the signals were weighed for: the last one that did more than let an older one stand. */
  weighed: FactOf<'decided'> | undefined;
  /** Somebody or the plan's mode said yes: only then may a stage begin. */
  isCleared: boolean;
  stateOf: (step: StepId) => StepState;
  chainOf: (step: StepId) => readonly LedgerEntry[];
  attemptOf: (step: StepId) => number;
  chosenStages: readonly StepId[];
  /** When a person let it go on after it had ended; undefined where nobody has. */
  resumedAt: string | undefined;
  /** Since when every fence of the stages before this one is proven. */
  fencedBefore: (stage: StepId) => string | undefined;
}>;

/** Where a run stands, from its ledger alone. */
export function summarise(entries: readonly LedgerEntry[]): RunSummary {
  const chains = Map.groupBy(entries, ({ stream }) => stream);
  const chainOf = (step: StepId) => chains.get(`step:${step}`) ?? [];
  const run = chains.get('run') ?? [];
  const decided = lastOf(run, 'decided');
  const chosen = factsOf(run, 'stageChosen').map(({ fact }) => fact);
  return {
    opened: firstOf(run, 'runOpened')?.fact,
    refused: firstOf(run, 'runRefused')?.fact,
    decided: decided && { ...decided.fact, at: decided.at },
    weighed: factsOf(run, 'decided').findLast(({ fact }) => fact.code !== 'stillFit')?.fact,
    isCleared: isCleared(run),
    stateOf: (step) => stateOf(chainOf(step)),
    chainOf,
    attemptOf: (step) => attemptIn(chainOf(step)),
    chosenStages: chosen.map(({ stage }) => stage),
    resumedAt: lastOf(run, 'runResumed')?.at,
    fencedBefore: (stage) => chosen.findLast((one) => one.stage === stage)?.fencedAt,
  };
}

function stateOf(chain: readonly LedgerEntry[]): StepState {
  const turn = chain.findLast(({ fact }) => turns.has(fact.type));
  if (turn) return stateAfter(turn);
  return chain.length === 0 ? 'notStarted' : 'running';
}

function stateAfter(entry: LedgerEntry): StepState {
  switch (entry.fact.type) {
    case 'stepDone':
    case 'stillDone':
      return 'done';
    case 'stepFailed':
      return 'failed';
    case 'stepSkipped':
      return 'skipped';
    case 'stepAborted':
      return 'aborted';
    default:
      return 'running';
  }
}
