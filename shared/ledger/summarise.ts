import type { StepId } from '../contracts/fields.ts';
import type { FactOf, LedgerEntry } from '../contracts/ledger-entry.ts';
import { attemptIn } from '../domain/attempts.ts';
import { isCleared } from '../domain/clearance.ts';
import { factsOf, firstOf } from '../report/run-facts.ts';

export type StepState = 'notStarted' | 'running' | 'done' | 'failed' | 'skipped' | 'aborted';

const stateAfter = (entry: LedgerEntry): StepState => {
  switch (entry.fact.type) {
    case 'stepDone':
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
};

/** What begins a step or ends it. Waits, answers and late outcomes leave it as it was. */
const turns: ReadonlySet<string> = new Set([
  'stepStarted',
  'intent',
  'stepDone',
  'stepFailed',
  'stepSkipped',
  'stepAborted',
]);

const stateOf = (chain: readonly LedgerEntry[]): StepState => {
  const turn = chain.findLast(({ fact }) => turns.has(fact.type));
  if (turn) return stateAfter(turn);
  return chain.length === 0 ? 'notStarted' : 'running';
};

export type RunSummary = Readonly<{
  opened: FactOf<'runOpened'> | undefined;
  refused: FactOf<'runRefused'> | undefined;
  decided: FactOf<'decided'> | undefined;
  /** Somebody or the plan's mode said yes: only then may a stage begin. */
  isCleared: boolean;
  stateOf: (step: StepId) => StepState;
  chainOf: (step: StepId) => readonly LedgerEntry[];
  attemptOf: (step: StepId) => number;
  chosenStages: readonly StepId[];
}>;

/** Where a run stands, from its ledger alone. */
export const summarise = (entries: readonly LedgerEntry[]): RunSummary => {
  const chains = Map.groupBy(entries, ({ stream }) => stream);
  const chainOf = (step: StepId) => chains.get(`step:${step}`) ?? [];
  const run = chains.get('run') ?? [];
  return {
    opened: firstOf(run, 'runOpened')?.fact,
    refused: firstOf(run, 'runRefused')?.fact,
    decided: firstOf(run, 'decided')?.fact,
    isCleared: isCleared(run),
    stateOf: (step) => stateOf(chainOf(step)),
    chainOf,
    attemptOf: (step) => attemptIn(chainOf(step)),
    chosenStages: factsOf(run, 'stageChosen').map(({ fact }) => fact.stage),
  };
};
