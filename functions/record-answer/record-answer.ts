import type { Fact, FactOf, LedgerEntry, Stream } from '../../shared/contracts/ledger-entry.ts';
import { Answer, type RecordAnswerInput, type RecordAnswerOutput } from '../../shared/contracts/run.ts';
import { answersTo } from '../../shared/domain/clearance.ts';
import { describeIssues } from '../../shared/lambda/parse-input.ts';
import type { LedgerOf } from '../../shared/ledger/connect-tables.ts';
import { lastOf } from '../../shared/report/run-facts.ts';

export type RecordAnswerDependencies = Readonly<{ ledgerOf: LedgerOf }>;

type Question = FactOf<'asked'>['question'];

const ofFailure: Record<Exclude<Question, 'approval'>, readonly Answer['answer'][]> = {
  stepFailed: ['retry', 'skip', 'abort'],
  operatorStep: ['approve', 'refuse', 'skip', 'abort'],
  /** Of the run, whose state machine follows the answer. */
  runFailed: ['retry', 'abort'],
};

/** What may be answered: of an approval it depends on why the run was asked about. */
const allowedBy = (question: Question, entries: readonly LedgerEntry[]): readonly Answer['answer'][] =>
  question === 'approval' ? answersTo(lastOf(entries, 'decided')?.fact) : ofFailure[question];

/** What an answer makes of the step it was given about. A retry leaves that to the step. */
const endingOf = (question: Question, { answer, operator, reason }: Answer): Fact | undefined => {
  if (question === 'approval' || question === 'runFailed') return undefined;
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

const read = (given: unknown, allowed: readonly Answer['answer'][]): Answer | string => {
  const parsed = Answer.safeParse(given);
  if (!parsed.success) return describeIssues(parsed.error.issues).join('; ');
  if (allowed.includes(parsed.data.answer)) return parsed.data;
  return `the answer to this question is one of ${allowed.join(', ')}`;
};

/** Facts since the last question: an answer that was recorded by an attempt before this one. */
const alreadyRecorded = (since: readonly LedgerEntry[]): LedgerEntry | undefined =>
  since.find(({ fact }) => fact.type === 'answered' || fact.type === 'answerRejected');

/** Keeps an answer, or why it cannot be one. What was typed is never kept as it was. */
export const recordAnswer = async (
  { runId, stepId, answer: given }: RecordAnswerInput,
  { ledgerOf }: RecordAnswerDependencies,
): Promise<RecordAnswerOutput> => {
  const ledger = ledgerOf(runId);
  const stream: Stream = stepId === undefined ? 'run' : `step:${stepId}`;
  const entries = await ledger.read(stream);
  const asked = entries.findLastIndex(({ fact }) => fact.type === 'asked');
  const last = entries[asked]?.fact;
  const question = last?.type === 'asked' ? last.question : stepId === undefined ? 'approval' : 'stepFailed';
  const since = entries.slice(asked + 1);
  const answer = read(given, allowedBy(question, entries));
  const recorded = alreadyRecorded(since);
  if (typeof answer === 'string') {
    if (!recorded) await ledger.append(stream, { type: 'answerRejected', reason: answer });
    return { answer: 'invalid' };
  }
  if (!recorded) await ledger.append(stream, { type: 'answered', ...answer });
  // An attempt before this one may have died between the answer and what it makes of the step.
  const ending = endingOf(question, answer);
  if (ending && !since.some(({ fact }) => fact.type === ending.type)) await ledger.append(stream, ending);
  return { answer: answer.answer };
};
