import * as z from 'zod';
import type { Fact, LedgerEntry, Stream } from '../../shared/contracts/ledger-entry.ts';
import type { RecordFailureInput, RecordFailureOutput } from '../../shared/contracts/recovery/run.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import { outsideText } from '../../shared/domain/outside-text.ts';
import { standing } from '../../shared/domain/recovery/closing.ts';
import { type RunSummary, summarise } from '../../shared/domain/recovery/summarise.ts';
import { requireLetGo } from '../../shared/executor/require-let-go.ts';
import { readOrTell } from '../../shared/ledger/read-or-tell.ts';
import { standstillNotice } from '../../shared/notices/blind-notices.ts';
import type { Publish } from '../../shared/notices/open-topic.ts';
import type { Plans } from '../../shared/plans/find.ts';

/** A function's error as Lambda puts it into the cause. Its trace stays in the log. */
const LambdaCause = z.object({ errorMessage: z.string() });

/** What a question may be about, and what asks it anew. */
const before: ReadonlySet<Fact['type']> = new Set(['stepFailed', 'runFailed', 'answered', 'answerRejected']);

const end: RecordFailureOutput = { verdict: 'end', askSeconds: 1 };

export type RecordFailureDependencies = Readonly<{ plans: Plans; ledgerOf: LedgerOf; publish: Publish }>;

/**
 * Makes what the machine itself caught a part of the account: of the step, where there is one, else of the run. While the ledger of a run
 * cannot be read, people hear of that. The end of a question's time is no failure of the run, nor of a step whose question never got through.
 * Throws NotLetGo when the run has not reached the step.
 */
export async function recordFailure(
  input: RecordFailureInput,
  { plans, ledgerOf, publish }: RecordFailureDependencies,
): Promise<RecordFailureOutput> {
  const { runId, stepId, retries } = input;
  const ledger = ledgerOf(runId);
  const ofRun = stepId === undefined ? [] : await ledger.read('run');
  if (stepId !== undefined) requireLetGo(ofRun, { runId, stepId });
  const stream: Stream = stepId === undefined ? 'run' : `step:${stepId}`;
  const fact = factOf(input);
  const tell = async () => (stepId === undefined ? await publish(standstillNotice(runId, input.state)) : undefined);
  const entries = await readOrTell(ledger, { stream, retries, tell });
  const isWritten = isSame(fact, entries.at(-1)?.fact);
  if (isEndOfTime(input) && !isWritten && !hasGotThrough(entries))
    return askAgain(summarise([...ofRun, ...entries]), plans);
  if (isEndOfTime(input) && stepId === undefined) return { verdict: 'prove', askSeconds: 1 };
  if (!isWritten) await ledger.append(stream, fact);
  return judge(input, entries, plans);
}

function factOf({ stepId, state, failure }: RecordFailureInput): Fact {
  const error = outsideText(failure.Error, 200);
  const cause = inWords(failure.Cause);
  if (stepId === undefined) return { type: 'runFailed', state, error, cause };
  const because = `${state} ended with ${error}, so what it did is not known${cause === '' ? '' : `: ${cause}`}`;
  return { type: 'stepFailed', because, refused: false, error };
}

const inWords = (cause: string): string =>
  outsideText(LambdaCause.safeParse(parsedOrNothing(cause)).data?.errorMessage ?? cause);

function parsedOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isSame = (one: Fact, other: Fact | undefined): boolean =>
  one.type === 'runFailed'
    ? other?.type === 'runFailed' && other.state === one.state && other.error === one.error
    : one.type === 'stepFailed' && other?.type === 'stepFailed' && other.because === one.because;

/** Nobody answered a question in the time that there was for it. */
const isEndOfTime = ({ state, failure }: RecordFailureInput): boolean =>
  state === 'AskOperator' && failure.Error === 'States.Timeout';

/** The last question of a stream got through: it stands there. */
const hasGotThrough = (entries: readonly LedgerEntry[]): boolean =>
  entries
    .slice(entries.findLastIndex(({ fact }) => before.has(fact.type)) + 1)
    .some(({ fact }) => fact.type === 'asked');

function askAgain(run: RunSummary, plans: Plans): RecordFailureOutput {
  const plan = planOf(run, plans);
  return plan === undefined ? end : { verdict: 'ask', askSeconds: plan.response.approvalTimeout };
}

const planOf = ({ opened }: RunSummary, plans: Plans) =>
  opened && Object.hasOwn(plans, opened.plan) ? plans[opened.plan] : undefined;

/**
 * A run that was let go on does not end because a function of it failed: a person says whether it goes on. One that was not, or
 * that is a dry run, ends; so does one of which nobody knows what it was for.
 */
function judge(
  { stepId, state }: RecordFailureInput,
  entries: readonly LedgerEntry[],
  plans: Plans,
): RecordFailureOutput {
  const run = summarise(entries);
  const { opened, isCleared } = run;
  const plan = planOf(run, plans);
  const isAsked = stepId === undefined && !isNoQuestion(state) && isCleared && !standing(entries, 'proven');
  if (!isAsked || opened === undefined || opened.dryRun || plan === undefined) return end;
  return { verdict: 'ask', askSeconds: plan.response.approvalTimeout };
}

/** Asking, and what only closes the run: their failure is no question. */
const isNoQuestion = (state: string): boolean => state === 'AskOperator' || state === 'ProveRecovery';
