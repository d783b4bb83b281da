import type { StepId } from '../../shared/contracts/fields.ts';
import type { LedgerEntry } from '../../shared/contracts/ledger-entry.ts';
import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import type { AskInput, Nothing } from '../../shared/contracts/recovery/run.ts';
import type { PlanStep } from '../../shared/contracts/step-kind.ts';
import { kindOf } from '../../shared/contracts/step-kind.ts';
import { factsOf, rejectionIn } from '../../shared/domain/run-facts.ts';
import { secondsAfter } from '../../shared/domain/time.ts';
import { requireLetGo } from '../../shared/executor/require-let-go.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { AskDependencies } from '../../shared/notices/ask-dependencies.ts';
import { operatorQuestion } from '../../shared/notices/operator-question.ts';
import { findStep } from '../../shared/plans/find.ts';
import { findRun } from '../../shared/plans/find-run.ts';
import { askAboutRun } from './ask-about-run.ts';

/**
 * Asks a person about a step that failed, asks the question that the step is, or asks about the run where no step is named. Each
 * attempt has a task token of its own, so an attempt that is made again asks again.
 */
export const askOperator = async (input: AskInput, dependencies: AskDependencies): Promise<Nothing> =>
  input.stepId === undefined
    ? await askAboutRun(input, dependencies)
    : await askAboutStep(input, input.stepId, dependencies);

async function askAboutStep(
  { runId, taskToken }: AskInput,
  stepId: StepId,
  { plans, ledgerOf, publish, region, ledgerTable, now }: AskDependencies,
): Promise<Nothing> {
  const ledger = ledgerOf(runId);
  const entries = await ledger.read();
  const { opened, plan, runbook, runbookName, run } = findRun(plans, entries);
  const step = findStep(runbook, stepId);
  requireLetGo(entries, { runId, stepId });
  const chain = run.chainOf(stepId);
  await begin(ledger, step, chain);
  const expiresAt = secondsAfter(now(), secondsToAnswer(step, plan));
  const question = questionOf(step, chain);
  const about = { runId, stepId, kind: kindOf(step), opened, runbookName, rejected: rejectionIn(chain) };
  const common = { ...about, region, ledgerTable, taskToken, expiresAt };
  const messageId = await publish(operatorQuestion({ ...common, ...question }));
  await ledger.append(`step:${stepId}`, { type: 'asked', question: question.question, expiresAt, messageId });
  return {};
}

/** A step that is itself a question begins by being asked. */
async function begin(ledger: Ledger, step: PlanStep, chain: readonly LedgerEntry[]): Promise<void> {
  if ('askOperator' in step && chain.length === 0)
    await ledger.append(`step:${step.id}`, { type: 'stepStarted', kind: 'askOperator', findings: [] });
}

const secondsToAnswer = (step: PlanStep, plan: DeployedPlan): number =>
  'askOperator' in step ? step.askOperator.timeout : plan.response.approvalTimeout;

function questionOf(step: PlanStep, chain: readonly LedgerEntry[]) {
  if ('askOperator' in step) return { question: 'operatorStep', text: step.askOperator.question } as const;
  const because = factsOf(chain, 'stepFailed').at(-1)?.fact.because ?? 'its execution failed without a word';
  return { question: 'stepFailed', because, calls: callsOf(chain), isRequired: step.required } as const;
}

const callsOf = (chain: readonly LedgerEntry[]): string[] =>
  factsOf(chain, 'intent').map(({ at, fact: { command, because } }) => {
    return `${at} ${command.service}:${command.operation} in ${command.region}, because ${because}`;
  });
