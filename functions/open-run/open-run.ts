import * as z from 'zod';
import type { StateOfExecution } from '../../shared/aws/state-of-execution.ts';
import { PlanName } from '../../shared/contracts/fields.ts';
import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import { Occasion, type OpenRunInput, type OpenRunOutput, StartRecovery } from '../../shared/contracts/run.ts';
import { judgeStart } from '../../shared/domain/judge-start.ts';
import { describeIssues } from '../../shared/lambda/parse-input.ts';
import type { LedgerOf } from '../../shared/ledger/connect-tables.ts';
import type { Control, LockHolder } from '../../shared/ledger/control.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { summarise } from '../../shared/ledger/summarise.ts';
import type { Plans } from '../../shared/plans/find.ts';

export type OpenRunDependencies = Readonly<{
  plans: Plans;
  ledgerOf: LedgerOf;
  control: Control;
  stateOfExecution: StateOfExecution;
  now: () => string;
}>;

/** What can be told of an input that is not a StartRecovery, for the record of its refusal. */
const Hints = z.object({
  plan: PlanName.optional().catch(undefined),
  dryRun: z.boolean().catch(false),
  occasion: Occasion.catch('incident'),
});
const nothingKnown = { plan: undefined, dryRun: false, occasion: 'incident' } as const;

/** What is typed may be the name of anything that every object has. */
const deployed = (plans: Plans, { plan }: StartRecovery): DeployedPlan | undefined =>
  Object.hasOwn(plans, plan) ? plans[plan] : undefined;

type Opening = Readonly<{ epoch: number }> | Readonly<{ refusal: string }>;

/** A dry run takes no lock: it must not stand in the way of a run that recovers, and it makes no call that needs one. */
const takeLock = async (
  start: StartRecovery,
  holder: LockHolder,
  { control, stateOfExecution }: OpenRunDependencies,
): Promise<Opening> => {
  if (start.dryRun) return { epoch: 0 };
  const attempt = await control.acquire(start.plan, holder);
  if (attempt.kind === 'acquired') return attempt;
  const state = await stateOfExecution(attempt.by.executionArn);
  if (state === 'running') return { refusal: `run ${attempt.by.runId} of this plan is in progress` };
  if (state === 'unknown')
    return { refusal: `run ${attempt.by.runId} holds the plan, and whether it still runs could not be found out` };
  const second = await control.acquire(start.plan, holder, attempt.by);
  return second.kind === 'acquired' ? second : { refusal: `run ${second.by.runId} of this plan has just begun` };
};

const judge = async (
  start: StartRecovery,
  input: OpenRunInput,
  dependencies: OpenRunDependencies,
): Promise<Opening> => {
  const { plans, control, now } = dependencies;
  const plan = deployed(plans, start);
  if (plan === undefined) return { refusal: `there is no plan ${start.plan} in what is deployed` };
  const refusal = judgeStart({ start, plan, now: now(), standing: await control.standing(start.plan) });
  if (refusal !== undefined) return { refusal };
  return await takeLock(start, { runId: input.executionName, executionArn: input.executionArn }, dependencies);
};

const openedFact = (start: StartRecovery, plan: DeployedPlan, { executionArn, startedAt }: OpenRunInput) => ({
  type: 'runOpened' as const,
  plan: plan.plan,
  planHash: plan.hash,
  runbook: start.runbook ?? plan.response.runbook,
  occasion: start.occasion,
  dryRun: start.dryRun,
  mode: start.mode ?? plan.response.mode,
  reason: start.reason,
  operator: start.operator,
  detectedAt: start.detectedAt ?? startedAt,
  lostSince: start.lostSince,
  acceptDataLoss: start.acceptDataLoss,
  executionArn,
});

const open = async (ledger: Ledger, input: OpenRunInput, dependencies: OpenRunDependencies): Promise<OpenRunOutput> => {
  const hints = Hints.safeParse(input.input).data ?? nothingKnown;
  const refuse = async (reason: string): Promise<OpenRunOutput> => {
    await ledger.append('run', { type: 'runRefused', reason, plan: hints.plan, dryRun: hints.dryRun });
    return { verdict: 'refused', occasion: hints.occasion };
  };
  const parsed = StartRecovery.safeParse(input.input);
  if (!parsed.success)
    return await refuse(`the input is not a StartRecovery: ${describeIssues(parsed.error.issues).join('; ')}`);
  const opening = await judge(parsed.data, input, dependencies);
  const plan = deployed(dependencies.plans, parsed.data);
  if ('refusal' in opening) return await refuse(opening.refusal);
  if (plan === undefined) return await refuse('the plan is not deployed');
  await ledger.append('run', { ...openedFact(parsed.data, plan, input), epoch: opening.epoch });
  return { verdict: 'opened', occasion: parsed.data.occasion };
};

/** Opens a run or refuses it, and writes down which. Run twice, it gives the answer that stands in the ledger. */
export const openRun = async (input: OpenRunInput, dependencies: OpenRunDependencies): Promise<OpenRunOutput> => {
  const ledger = dependencies.ledgerOf(input.executionName);
  const { opened, refused } = summarise(await ledger.read('run'));
  const { occasion } = Hints.safeParse(input.input).data ?? nothingKnown;
  if (opened) return { verdict: 'opened', occasion: opened.occasion };
  if (refused) return { verdict: 'refused', occasion };
  return await open(ledger, input, dependencies);
};
