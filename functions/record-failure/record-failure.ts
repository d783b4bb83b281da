import * as z from 'zod';
import type { Fact, Stream } from '../../shared/contracts/ledger-entry.ts';
import type { Nothing, RecordFailureInput } from '../../shared/contracts/run.ts';
import { outsideText } from '../../shared/domain/outside-text.ts';
import type { LedgerOf } from '../../shared/ledger/connect-tables.ts';
import { requireLetGo } from '../../shared/steps/require-let-go.ts';

export type RecordFailureDependencies = Readonly<{ ledgerOf: LedgerOf }>;

/** A function's error as Lambda puts it into the cause. Its trace stays in the log. */
const LambdaCause = z.object({ errorMessage: z.string() });

const parsedOrNothing = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const inWords = (cause: string): string =>
  outsideText(LambdaCause.safeParse(parsedOrNothing(cause)).data?.errorMessage ?? cause);

const factOf = ({ stepId, state, failure }: RecordFailureInput): Fact => {
  const error = outsideText(failure.Error, 200);
  const cause = inWords(failure.Cause);
  if (stepId === undefined) return { type: 'runFailed', state, error, cause };
  const because = `${state} ended with ${error}, so what it did is not known${cause === '' ? '' : `: ${cause}`}`;
  return { type: 'stepFailed', because, refused: false, error };
};

const isSame = (one: Fact, other: Fact | undefined): boolean =>
  one.type === 'runFailed'
    ? other?.type === 'runFailed' && other.state === one.state && other.error === one.error
    : one.type === 'stepFailed' && other?.type === 'stepFailed' && other.because === one.because;

/**
 * Makes what the machine itself caught a part of the account: of the step, where there is one, else of the run. Throws NotLetGo when
 * the run has not reached the step.
 */
export const recordFailure = async (
  input: RecordFailureInput,
  { ledgerOf }: RecordFailureDependencies,
): Promise<Nothing> => {
  const { runId, stepId } = input;
  const ledger = ledgerOf(runId);
  if (stepId !== undefined) requireLetGo(await ledger.read('run'), { runId, stepId });
  const stream: Stream = stepId === undefined ? 'run' : `step:${stepId}`;
  const fact = factOf(input);
  const last = (await ledger.read(stream)).at(-1)?.fact;
  if (!isSame(fact, last)) await ledger.append(stream, fact);
  return {};
};
