import type { RunbookName, RunId, StepId } from '../contracts/fields.ts';
import type { FactOf } from '../contracts/ledger-entry.ts';
import type { StepKind } from '../contracts/step-kind.ts';
import { answerLines } from './answer-commands.ts';
import { createNotice, type Notice, oneLine, rejectionLines, wholeAccount } from './notice.ts';

type Common = Readonly<{
  runId: RunId;
  stepId: StepId;
  kind: StepKind;
  opened: FactOf<'runOpened'>;
  /** The one that is carried out. */
  runbookName: RunbookName;
  /** Why the answer before this question was none. */
  rejected?: string | undefined;
  region: string;
  ledgerTable: string;
  taskToken: string;
  expiresAt: string;
}>;

export type StepQuestion = Common &
  (
    | Readonly<{ question: 'stepFailed'; because: string; calls: readonly string[]; isRequired: boolean }>
    | Readonly<{ question: 'operatorStep'; text: string }>
  );

export const operatorQuestion = (question: StepQuestion): Notice =>
  question.question === 'stepFailed' ? failed(question) : asked(question);

function failed(question: StepQuestion & { question: 'stepFailed' }): Notice {
  const { opened, stepId, because, calls, isRequired } = question;
  const answers = [
    { answer: 'retry', meaning: 'look again and go on from what is seen' },
    { answer: 'skip', meaning: 'go on without this step; the run then counts as partly done at best' },
    { answer: 'abort', meaning: 'end the run before the next stage; what was done stays' },
  ] as const;
  return createNotice(`Step failed: ${opened.plan} ${stepId}: retry, skip or abort?`, {
    head: [
      `Step ${stepId} failed: ${oneLine(because)}`,
      isRequired ? 'It is required: the run goes no further without it.' : 'It is not required.',
      ...heading(question),
      'Calls it has made:',
    ],
    body: calls.length === 0 ? ['- none'] : calls.map((call) => `- ${oneLine(call, 300)}`),
    tail: [
      '',
      ...answerLines({ ...question, answers }),
      '',
      `Without an answer until then the step stays failed. Reference: ${question.runId}:${stepId}:failed`,
    ],
    whole: wholeAccount(question),
  });
}

const heading = ({ runId, opened, runbookName, stepId, kind, rejected }: StepQuestion): string[] => [
  ...rejectionLines(rejected),
  '',
  `Run: ${runId} (${opened.occasion}) of ${opened.plan}, runbook ${runbookName}, service first seen to be lost at ${opened.detectedAt}`,
  `Step: ${stepId} (${kind})`,
];

function asked(question: StepQuestion & { question: 'operatorStep' }): Notice {
  const { opened, stepId, text } = question;
  const answers = [
    { answer: 'approve', meaning: 'yes, or it has been done: go on' },
    { answer: 'refuse', meaning: 'no: the step counts as failed' },
    { answer: 'skip', meaning: 'go on without an answer' },
    { answer: 'abort', meaning: 'end the run before the next stage; what was done stays' },
  ] as const;
  return createNotice(`Your turn: ${opened.plan} ${stepId}`, {
    head: [
      oneLine(text),
      ...heading(question),
      '',
      ...answerLines({ ...question, answers }),
      '',
      `Without an answer until then the step counts as failed. Reference: ${question.runId}:${stepId}:operator`,
    ],
  });
}
