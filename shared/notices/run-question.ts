import type { RunbookName, RunId } from '../contracts/fields.ts';
import type { FactOf } from '../contracts/ledger-entry.ts';
import type { StepRecord } from '../contracts/recovery/recovery-record.ts';
import { answerLines } from './answer-commands.ts';
import { createNotice, type Notice, oneLine, rejectionLines, wholeAccount } from './notice.ts';

const stepsShown = 100;

const answers = [
  { answer: 'retry', meaning: 'look at the account again and go on from there' },
  { answer: 'abort', meaning: 'end the run here; what was done stays' },
] as const;

export type RunQuestion = Readonly<{
  runId: RunId;
  opened: FactOf<'runOpened'>;
  /** The one that is carried out. */
  runbookName: RunbookName;
  failure: Pick<FactOf<'runFailed'>, 'state' | 'error' | 'cause'>;
  steps: readonly StepRecord[];
  /** Why the answer before this question was none. */
  rejected?: string | undefined;
  region: string;
  ledgerTable: string;
  taskToken: string;
  expiresAt: string;
}>;

/** Asked when the run itself cannot go on, though it was let go on: between its stages, of a step that was lost with its execution. */
export function runQuestion(question: RunQuestion): Notice {
  const { runId, opened, runbookName, failure, steps, rejected } = question;
  const cause = failure.cause === '' ? '' : `: ${oneLine(failure.cause)}`;
  return createNotice(`Run stands still: ${opened.plan}: retry or abort?`, {
    head: [
      `The run stands still at ${oneLine(failure.state)}: ${oneLine(failure.error, 200)}${cause}`,
      'The service may be half recovered. Nothing is done until somebody answers.',
      ...rejectionLines(rejected),
      '',
      `Run: ${runId} (${opened.occasion}) of ${opened.plan}, runbook ${runbookName}, service lost since ${opened.detectedAt}`,
      'Steps so far:',
    ],
    body: [
      ...steps.slice(0, stepsShown).map(stepLine),
      ...(steps.length > stepsShown ? [`... and ${steps.length - stepsShown} more`] : []),
    ],
    tail: [
      '',
      ...answerLines({ ...question, answers }),
      '',
      `Without an answer until then the run ends, and what was done stays. Reference: ${runId}:run:failed`,
    ],
    whole: wholeAccount(question),
  });
}

function stepLine({ stepId, kind, status, calls }: StepRecord): string {
  const made = calls.map(({ call, result }) => `${call} ${result}`).join(', ');
  return `- ${status}: ${stepId} (${kind})${made === '' ? '' : `: ${oneLine(made, 300)}`}`;
}
