import type { DecisionEvidence } from '../contracts/decision-evidence.ts';
import type { RunId } from '../contracts/fields.ts';
import type { FactOf } from '../contracts/ledger-entry.ts';
import { undoOf } from '../domain/undo.ts';
import { answerLines } from './answer-commands.ts';
import { createNotice, type Notice, oneLine } from './notice.ts';

export type ApprovalRequest = Readonly<{
  runId: RunId;
  opened: FactOf<'runOpened'>;
  /** Why a person is asked. */
  reason: string;
  evidence: DecisionEvidence;
  region: string;
  taskToken: string;
  expiresAt: string;
}>;

/** The commands stand at the end and must not be cut off. */
const shown = 60;

const signalLines = ({ signals }: DecisionEvidence): string[] =>
  signals
    .slice(0, shown)
    .map(({ signal, state, answer, at }) => `- ${state}: ${oneLine(signal)}: ${oneLine(answer, 200)} (${at})`);

const findingLines = ({ findings }: DecisionEvidence): string[] =>
  findings.length === 0
    ? ['- nothing was found by the steps that were asked']
    : findings.slice(0, shown).map(({ stepId, level, text }) => `- ${level}: ${stepId}: ${oneLine(text)}`);

const stepLines = ({ steps }: DecisionEvidence): string[] => {
  const lines = steps
    .slice(0, shown)
    .map(({ stage, stepId, kind }, index) => `${index + 1}. ${stage}: ${stepId} (${kind}): ${undoOf(kind)}`);
  return steps.length <= shown ? lines : [...lines, `... and ${steps.length - shown} more`];
};

const undoneLine = ({ cannotBeUndone }: DecisionEvidence): string =>
  cannotBeUndone.length === 0
    ? 'Everything in it can be undone.'
    : `CANNOT be undone: ${cannotBeUndone.slice(0, shown).join(', ')}.`;

/** All that somebody woken at night needs to say yes or no. */
export const approvalRequest = (request: ApprovalRequest): Notice => {
  const { runId, opened, reason, evidence } = request;
  const who = opened.operator === undefined ? 'Lifeboat itself' : oneLine(opened.operator);
  const answers = [
    { answer: 'approve', meaning: 'carry out the steps below' },
    { answer: 'refuse', meaning: 'do nothing and end this run' },
  ] as const;
  return createNotice(`Approve? ${opened.plan} ${opened.runbook} (${opened.occasion})`, [
    `May Lifeboat recover ${opened.plan} by runbook ${opened.runbook}? Nothing has been changed yet.`,
    '',
    `Run: ${runId} (${opened.occasion})`,
    `Started by: ${who}, because: ${oneLine(opened.reason)}`,
    `Service lost since: ${opened.detectedAt}`,
    `Why you are asked: ${oneLine(reason)}`,
    '',
    'What the signals say, seen from the standby Region:',
    ...signalLines(evidence),
    '',
    `What the steps found, expected data loss among it${opened.acceptDataLoss ? ' (accepted by who started the run)' : ''}:`,
    ...findingLines(evidence),
    '',
    'Steps in their order:',
    ...stepLines(evidence),
    undoneLine(evidence),
    '',
    ...answerLines({ ...request, answers }),
    '',
    `Without an answer until then nothing is done. Reference: ${runId}:approval`,
  ]);
};
