import type { RunId } from '../contracts/fields.ts';
import type { FactOf } from '../contracts/ledger-entry.ts';
import type { Plan, Runbook } from '../contracts/plan.ts';
import type { Debt } from '../contracts/recovery/debt.ts';
import type { DecisionEvidence } from '../contracts/recovery/decision-evidence.ts';
import type { VerifiedStates } from '../contracts/verification/verified.ts';
import { starterOf } from '../domain/person.ts';
import { answersTo, statedLoss } from '../domain/recovery/clearance.ts';
import { contactOf, isSomebodyLeft } from '../domain/recovery/escalation.ts';
import { expectRecovery } from '../domain/recovery/expected-recovery.ts';
import { unpinned } from '../domain/recovery/identity.ts';
import type { PastRun } from '../domain/recovery/past-run.ts';
import { lossCountsUntil } from '../report/recovery/data-loss.ts';
import { answerLines } from './answer-commands.ts';
import { meaningsOf } from './approval-answers.ts';
import { evidenceLines } from './approval-evidence.ts';
import { expectationInWords, expectationLines } from './approval-expectations.ts';
import { type AskedAgain, changesSoFar, earlierLines, earlierSignals } from './asked-again.ts';
import { createNotice, type Notice, oneLine, rejectionLines, wholeAccount } from './notice.ts';

/** Of an approval that names thousands only so many are told. */
const unpinnedShown = 10;

export type ApprovalRequest = Readonly<{
  runId: RunId;
  opened: FactOf<'runOpened'>;
  decided: FactOf<'decided'>;
  evidence: DecisionEvidence;
  plan: Pick<Plan, 'response' | 'objectives' | 'regions' | 'pins'>;
  /** The one that is carried out. */
  runbook: Runbook;
  history: readonly PastRun[];
  /** What verifications of the plan's backups have shown. */
  verified: VerifiedStates;
  /** Fences that earlier runs of the plan owe. */
  owed: readonly Debt[];
  /** How many have been asked before and said nothing. */
  unanswered: number;
  /** Why the answer before this question was none. */
  rejected?: string | undefined;
  /** Where the run was let go on before, and the signals have turned since. */
  again?: AskedAgain | undefined;
  region: string;
  ledgerTable: string;
  taskToken: string;
  expiresAt: string;
}>;

/** All that somebody woken at night needs to say yes or no. */
export function approvalRequest(request: ApprovalRequest): Notice {
  const { runId, opened, decided, evidence, plan, unanswered } = request;
  const expected = expectRecovery(request.history, opened.runbook);
  const asked = {
    answers: answersTo(decided),
    stated: statedLoss(evidence),
    isFork: isFork(evidence),
    isGrowing: isGrowing(decided),
    restore: restoreOf(request),
  };
  const contact = contactOf(plan.response, unanswered);
  const notice = createNotice(subjectOf(request), {
    head: [
      whatIsAsked(request),
      ...owedLines(request),
      ...earlierLines(request.again),
      ...contactLines(request),
      ...rejectionLines(request.rejected),
      '',
      ...headLines(request),
      '',
      ...expectationLines({
        opened,
        evidence,
        isGrowing: isGrowing(decided),
        objectives: plan.objectives,
        expected,
        verified: request.verified,
      }),
      '',
    ],
    body: [...earlierSignals(request.again), ...evidenceLines(evidence), ...unpinnedLines(request)],
    tail: [
      '',
      ...answerLines({ ...request, answers: meaningsOf(asked) }),
      '',
      `${silenceLine(request)} Reference: ${runId}:approval`,
    ],
    whole: wholeAccount(request),
  });
  return contact === undefined ? notice : { ...notice, contact };
}

const isFork = ({ findings }: DecisionEvidence): boolean => findings.some(({ level }) => level === 'fork');

/** Until when writes went on nobody has seen, so that the figure is of now. */
const isGrowing = ({ lossBasis }: FactOf<'decided'>): boolean => lossBasis === 'decision';

function restoreOf({ plan, history }: ApprovalRequest) {
  const runbook = plan.response.restoreRunbook;
  return runbook && { runbook, expectation: expectationInWords(expectRecovery(history, runbook)) };
}

/** For somebody who reads the subject only. */
function subjectOf({ opened, decided, again }: ApprovalRequest): string {
  const what = `${opened.plan} ${opened.runbook} (${opened.occasion})`;
  if (again === undefined) return `Approve? ${what}`;
  return `Approve again? ${what}${decided.code === 'wellAgain' ? ': the service is well again' : ''}`;
}

function whatIsAsked({ opened, decided, again }: ApprovalRequest): string {
  const what = `${opened.plan} by runbook ${opened.runbook}`;
  if (again === undefined) return `May Lifeboat recover ${what}? ${changesSoFar(again)}`;
  return `May Lifeboat go on to recover ${what}, from stage ${decided.stage} on? ${changesSoFar(again)}`;
}

/** Before everything that a yes may do: what an earlier run has left. */
const owedLines = ({ owed }: ApprovalRequest): string[] =>
  owed.map(
    ({ instance, region, since, runId, holdsUntil }) =>
      `NOT fenced since an earlier run: ${instance} in ${region} may take writes${holdsUntil === undefined ? '' : ` once it is started, by RDS itself at ${holdsUntil}`} (run ${runId}, owed since ${since}).`,
  );

/** Whom it is for, and that no older notice counts any more. */
function contactLines({ plan: { response }, unanswered }: ApprovalRequest): string[] {
  const contact = contactOf(response, unanswered);
  if (contact === undefined) return [];
  const before = response.contacts.slice(0, unanswered).map((name) => oneLine(name));
  return [
    `For: ${oneLine(contact)} (${unanswered + 1} of ${response.contacts.length})`,
    ...(before.length === 0
      ? []
      : [`Asked before, without an answer: ${before.join(', ')}. The commands of their notices lead nowhere now.`]),
  ];
}

const headLines = ({ runId, opened, decided }: ApprovalRequest): string[] => [
  `Run: ${runId} (${opened.occasion})`,
  `Started by: ${oneLine(starterOf(opened) ?? 'Lifeboat itself')}, because: ${oneLine(opened.reason)}`,
  `Service first seen to be lost: ${opened.detectedAt}${seenBy(opened)}`,
  `Data loss counts until ${lossCountsUntil(decided)}`,
  `Why you are asked: ${oneLine(decided.reason)}`,
];

function seenBy({ detectedBy, operator = '' }: FactOf<'runOpened'>): string {
  if (detectedBy === 'operator') return ` (as ${oneLine(operator)} typed)`;
  return detectedBy === 'start' ? ' (nobody said when: the start of the run)' : '';
}

function unpinnedLines({ plan, runbook }: ApprovalRequest): string[] {
  const names = unpinned(plan, [runbook]);
  if (names.length === 0) return [];
  const more = names.length > unpinnedShown ? ` and ${names.length - unpinnedShown} more` : '';
  return [
    `Not pinned, so another one of the same name would be taken for it: ${names.slice(0, unpinnedShown).join(', ')}${more}`,
  ];
}

/** What comes of silence. */
function silenceLine({ plan: { response }, unanswered }: ApprovalRequest): string {
  const next = isSomebodyLeft(response, unanswered + 1) ? contactOf(response, unanswered + 1) : undefined;
  return next === undefined
    ? 'Without an answer until then nothing is done.'
    : `Without an answer until then ${oneLine(next)} is asked, and these commands lead nowhere.`;
}
