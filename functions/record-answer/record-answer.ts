import type { StepId } from '../../shared/contracts/fields.ts';
import type { Fact, FactOf, LedgerEntry, Stream } from '../../shared/contracts/ledger-entry.ts';
import { Answer, type RecordAnswerInput, type RecordAnswerOutput } from '../../shared/contracts/run.ts';
import { answersTo } from '../../shared/domain/clearance.ts';
import { describeIssues } from '../../shared/lambda/parse-input.ts';
import type { LedgerOf } from '../../shared/ledger/connect-tables.ts';
import { firstOf, lastOf } from '../../shared/report/run-facts.ts';
import { requireLetGo } from '../../shared/steps/require-let-go.ts';

export type RecordAnswerDependencies = Readonly<{ ledgerOf: LedgerOf }>;

type Question = FactOf<'asked'>['question'];
type Answered = FactOf<'answered'>;

const ofStep: Record<Exclude<Question, 'approval'>, readonly Answer['answer'][]> = {
  stepFailed: ['retry', 'skip', 'abort'],
  operatorStep: ['approve', 'refuse', 'skip', 'abort'],
};

/** What an answer makes of the step it was given about. A retry leaves that to the step. */
const endingOf = (question: Question, { answer, operator, reason }: Answered): Fact | undefined => {
  if (question === 'approval') return undefined;
  switch (answer) {
    case 'approve':
      return { type: 'stepDone', evidence: { operator, reason } };
    case 'refuse':
      return { type: 'stepFailed', because: `${operator}: ${reason}`, refused: true };
    case 'skip':
      return { type: 'stepSkipped' };
    case 'abort':
      return { type: 'stepAborted' };
    case 'retry':
    case 'acceptLoss':
    case 'restore':
      return undefined;
    default:
      return answer satisfies never;
  }
};

type Asked = Readonly<{
  question: Question;
  /** Of an approval it depends on why the run was asked about. */
  allowed: readonly Answer['answer'][];
  /** What was written since it was asked. */
  since: readonly LedgerEntry[];
}>;

/** The last question of a stream. One whose entry was lost with its function was asked all the same. */
const askedIn = (entries: readonly LedgerEntry[], stepId: StepId | undefined): Asked => {
  const place = entries.findLastIndex(({ fact }) => fact.type === 'asked');
  const fact = entries[place]?.fact;
  const question = fact?.type === 'asked' ? fact.question : stepId === undefined ? 'approval' : 'stepFailed';
  const allowed = question === 'approval' ? answersTo(lastOf(entries, 'decided')?.fact) : ofStep[question];
  return { question, allowed, since: entries.slice(place + 1) };
};

/** What says that nobody waits for an answer any more. */
const overBy: ReadonlySet<Fact['type']> = new Set([
  'unanswered',
  'stepDone',
  'stepFailed',
  'stepSkipped',
  'stepAborted',
]);

const read = (given: unknown, { allowed, since }: Asked): Answer | string => {
  if (since.some(({ fact }) => overBy.has(fact.type))) return 'the question is not open any more';
  const parsed = Answer.safeParse(given);
  if (!parsed.success) return describeIssues(parsed.error.issues).join('; ');
  if (allowed.includes(parsed.data.answer)) return parsed.data;
  return `the answer to this question is one of ${allowed.join(', ')}`;
};

/**
 * Keeps an answer, or why it cannot be one. What was typed is never kept as it was. The first valid answer to a question stands: whoever
 * comes after it, with another word or another name, is told what stands. Throws NotLetGo when the run has not reached the step.
 */
export const recordAnswer = async (
  { runId, stepId, answer: given }: RecordAnswerInput,
  { ledgerOf }: RecordAnswerDependencies,
): Promise<RecordAnswerOutput> => {
  const ledger = ledgerOf(runId);
  if (stepId !== undefined) requireLetGo(await ledger.read('run'), { runId, stepId });
  const stream: Stream = stepId === undefined ? 'run' : `step:${stepId}`;
  const asked = askedIn(await ledger.read(stream), stepId);
  if (!firstOf(asked.since, 'answered')) {
    const answer = read(given, asked);
    if (typeof answer !== 'string') await ledger.append(stream, { type: 'answered', ...answer });
    else if (!firstOf(asked.since, 'answerRejected'))
      await ledger.append(stream, { type: 'answerRejected', reason: answer });
  }
  // Of two at the same moment the ledger tells which was first.
  const { question, since } = askedIn(await ledger.read(stream), stepId);
  const stands = firstOf(since, 'answered')?.fact;
  if (stands === undefined) return { answer: 'invalid' };
  // An attempt before this one may have died between the answer and what it makes of the step.
  const ending = endingOf(question, stands);
  if (ending && !since.some(({ fact }) => fact.type === ending.type)) await ledger.append(stream, ending);
  return { answer: stands.answer };
};
