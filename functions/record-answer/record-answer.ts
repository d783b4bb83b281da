import { defined } from '../../shared/contracts/defined.ts';
import type { StepId } from '../../shared/contracts/fields.ts';
import type { Fact, FactOf, LedgerEntry, Stream } from '../../shared/contracts/ledger-entry.ts';
import { Answer, type RecordAnswerInput, type RecordAnswerOutput } from '../../shared/contracts/recovery/run.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import { personOf } from '../../shared/domain/person.ts';
import { answersTo, standingAnswer } from '../../shared/domain/recovery/clearance.ts';
import { factsOf, firstOf, lastOf } from '../../shared/domain/run-facts.ts';
import { withoutSecrets } from '../../shared/domain/without-secrets.ts';
import { requireLetGo } from '../../shared/executor/require-let-go.ts';
import { purposeOfAnswer } from '../../shared/identity/proof.ts';
import type { VerifyIdentity } from '../../shared/identity/verify-identity.ts';
import { describeIssues } from '../../shared/lambda/parse-input.ts';

type Question = FactOf<'asked'>['question'];

const ofFailure: Record<Exclude<Question, 'approval'>, readonly Answer['answer'][]> = {
  stepFailed: ['retry', 'skip', 'abort'],
  operatorStep: ['approve', 'refuse', 'skip', 'abort'],
  /** Of the run, whose state machine follows the answer. */
  runFailed: ['retry', 'abort'],
};

/** What says that nobody waits for an answer any more. */
const overBy: ReadonlySet<Fact['type']> = new Set([
  'unanswered',
  'stepDone',
  'stepFailed',
  'stepSkipped',
  'stepAborted',
]);

const said: ReadonlySet<Fact['type']> = new Set(['answered', 'answerRejected']);

export type RecordAnswerDependencies = Readonly<{ ledgerOf: LedgerOf; verifyIdentity: VerifyIdentity }>;

/**
 * Keeps an answer, or why it cannot be one. What was typed is never kept as it was. The first valid answer to a question stands: whoever
 * comes after it, with another word or another name, is told what stands. But a no to the run outweighs a yes that nobody has gone on from,
 * whoever gave which: a question has one answer, so that of two one came from elsewhere. Throws NotLetGo when the run has not reached the step.
 */
export async function recordAnswer(
  about: RecordAnswerInput,
  { ledgerOf, verifyIdentity }: RecordAnswerDependencies,
): Promise<RecordAnswerOutput> {
  const { runId, stepId } = about;
  const ledger = ledgerOf(runId);
  const ofRun = await ledger.read('run');
  if (stepId !== undefined) requireLetGo(ofRun, { runId, stepId });
  const stream: Stream = stepId === undefined ? 'run' : `step:${stepId}`;
  const asked = askedIn(stepId === undefined ? ofRun : await ledger.read(stream), stepId);
  const isFirst = !firstOf(asked.since, 'answered');
  if (isFirst || mayStillBeNo(asked)) {
    const executionArn = firstOf(ofRun, 'runOpened')?.fact.executionArn ?? '';
    const fact = await judge({ about, asked, executionArn }, verifyIdentity);
    if (isKept(fact, asked, isFirst)) await ledger.append(stream, fact);
  }
  // Of two at the same moment the ledger tells which was first.
  const answers = askedIn(await ledger.read(stream), stepId);
  const stands = standing(answers);
  if (stands === undefined) return { answer: 'invalid' };
  // An attempt before this one may have died between the answer and what it makes of the step.
  const ending = endingOf(answers.question, stands);
  if (ending && !answers.since.some(({ fact }) => fact.type === ending.type)) await ledger.append(stream, ending);
  return { answer: stands.answer };
}

type Asked = Readonly<{
  question: Question;
  /** Of an approval it depends on why the run was asked about. */
  allowed: readonly Answer['answer'][];
  /** What was written since it was asked. */
  since: readonly LedgerEntry[];
}>;

/** The last question of a stream. One whose entry was lost with its function was asked all the same: of a decision that is newer. */
function askedIn(entries: readonly LedgerEntry[], stepId: StepId | undefined): Asked {
  const place = entries.findLastIndex(({ fact }) => fact.type === 'asked' || fact.type === 'decided');
  const fact = entries[place]?.fact;
  const question = fact?.type === 'asked' ? fact.question : stepId === undefined ? 'approval' : 'stepFailed';
  const allowed = question === 'approval' ? answersTo(lastOf(entries, 'decided')?.fact) : ofFailure[question];
  return { question, allowed, since: entries.slice(place + 1) };
}

/** Somebody has said yes to the run, and nobody has gone on from it yet: a no that comes now still counts. */
const mayStillBeNo = ({ question, since }: Asked): boolean =>
  question === 'approval' && !answersIn(since).some(isNo) && since.every(({ fact }) => said.has(fact.type));

type Answered = FactOf<'answered'>;

const answersIn = (entries: readonly LedgerEntry[]): Answered[] => factsOf(entries, 'answered').map(({ fact }) => fact);

const isNo = ({ answer }: Answered): boolean => answer === 'refuse';

type Given = Readonly<{ about: RecordAnswerInput; asked: Asked; executionArn: string }>;

/** What is written of an answer: no password that somebody typed into it. Who gives a proof that proves nothing is not taken at their word either. */
async function judge(
  { about, asked, executionArn }: Given,
  verifyIdentity: VerifyIdentity,
): Promise<Answered | FactOf<'answerRejected'>> {
  const answer = read(about.answer, asked);
  if (typeof answer === 'string') return { type: 'answerRejected', reason: answer };
  const { identity: proof, ...said } = answer;
  const kept = { ...said, reason: withoutSecrets(said.reason) };
  if (proof === undefined) return { type: 'answered', ...kept };
  const verified = await verifyIdentity({ proof, purpose: purposeOfAnswer(about, said), executionArn });
  return 'identity' in verified
    ? { type: 'answered', ...kept, ...verified }
    : {
        type: 'answerRejected',
        reason: `the identity is not proven: ${verified.reason}; without one the name stands alone`,
      };
}

function read(given: unknown, { allowed, since }: Asked): Answer | string {
  if (since.some(({ fact }) => overBy.has(fact.type))) return 'the question is not open any more';
  const parsed = Answer.safeParse(given);
  if (!parsed.success) return describeIssues(parsed.error.issues).join('; ');
  if (allowed.includes(parsed.data.answer)) return parsed.data;
  return `the answer to this question is one of ${allowed.join(', ')}`;
}

function isKept(fact: Answered | FactOf<'answerRejected'>, { since }: Asked, isFirst: boolean): boolean {
  if (fact.type === 'answered') return isFirst || isNo(fact);
  return isFirst && !firstOf(since, 'answerRejected');
}

function standing({ question, since }: Asked): Answered | undefined {
  const all = answersIn(since);
  return question === 'approval' ? standingAnswer(all) : all[0];
}

/** What an answer makes of the step it was given about. A retry leaves that to the step. */
function endingOf(question: Question, answered: Answered): Fact | undefined {
  if (question === 'approval' || question === 'runFailed') return undefined;
  const { answer, operator, identity, reason } = answered;
  switch (answer) {
    case 'approve':
      return { type: 'stepDone', evidence: { operator, ...defined({ identity }), reason } };
    case 'refuse':
      return { type: 'stepFailed', because: `${personOf(answered)}: ${reason}`, refused: true };
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
}
