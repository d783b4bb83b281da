import * as z from 'zod';
import type { StateOfExecution } from '../../shared/aws/state-of-execution.ts';
import { PlanName } from '../../shared/contracts/fields.ts';
import type { FactOf } from '../../shared/contracts/ledger-entry.ts';
import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import { Occasion, type OpenRunInput, type OpenRunOutput, StartRecovery } from '../../shared/contracts/recovery/run.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import type { Control, LockHolder } from '../../shared/control/control.ts';
import { assessedKinds } from '../../shared/domain/recovery/assessed-kinds.ts';
import { judgeStart } from '../../shared/domain/recovery/judge-start.ts';
import { lastRunOf, lastWord } from '../../shared/domain/recovery/run-ending.ts';
import { summarise } from '../../shared/domain/recovery/summarise.ts';
import { withoutSecrets } from '../../shared/domain/without-secrets.ts';
import { purposeOfStart } from '../../shared/identity/proof.ts';
import type { Verified, VerifyIdentity } from '../../shared/identity/verify-identity.ts';
import { describeIssues } from '../../shared/lambda/parse-input.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { findPlan, type Plans } from '../../shared/plans/find.ts';

/** What can be told of an input that is not a StartRecovery, for the record of its refusal. */
const Hints = z.object({
  plan: PlanName.optional().catch(undefined),
  dryRun: z.boolean().catch(false),
  occasion: Occasion.catch('incident'),
});
const nothingKnown = { plan: undefined, dryRun: false, occasion: 'incident' } as const;

const Message = z.record(z.string(), z.unknown());

export type OpenRunDependencies = Readonly<{
  plans: Plans;
  ledgerOf: LedgerOf;
  control: Control;
  stateOfExecution: StateOfExecution;
  verifyIdentity: VerifyIdentity;
  now: () => string;
}>;

/** Opens a run or refuses it, and writes down which. Run twice, it gives the answer that stands in the ledger. */
export async function openRun(input: OpenRunInput, dependencies: OpenRunDependencies): Promise<OpenRunOutput> {
  const ledger = dependencies.ledgerOf(input.executionName);
  const { opened, refused } = summarise(await ledger.read('run'));
  const { occasion } = Hints.safeParse(input.input).data ?? nothingKnown;
  if (opened) return answerTo(opened, dependencies);
  if (refused) return { verdict: 'refused', occasion, kinds: [] };
  return await open(ledger, input, dependencies);
}

const answerTo = (
  { plan: name, runbook, occasion }: Pick<FactOf<'runOpened'>, 'plan' | 'runbook' | 'occasion'>,
  { plans }: OpenRunDependencies,
): OpenRunOutput => ({ verdict: 'opened', occasion, kinds: assessedKinds(findPlan(plans, name), runbook) });

async function open(ledger: Ledger, input: OpenRunInput, dependencies: OpenRunDependencies): Promise<OpenRunOutput> {
  const hints = Hints.safeParse(input.input).data ?? nothingKnown;
  const refuse = async (reason: string): Promise<OpenRunOutput> => {
    await ledger.append('run', { type: 'runRefused', reason, plan: hints.plan, dryRun: hints.dryRun });
    return { verdict: 'refused', occasion: hints.occasion, kinds: [] };
  };
  const parsed = StartRecovery.safeParse(input.input);
  if (!parsed.success)
    return await refuse(`the input is not a StartRecovery: ${describeIssues(parsed.error.issues).join('; ')}`);
  const verified = await identify(parsed.data, input, dependencies);
  if (verified && 'reason' in verified) return await refuse(`the identity is not proven: ${verified.reason}`);
  const opening = await judge(parsed.data, input, dependencies);
  const plan = deployed(dependencies.plans, parsed.data);
  if ('refusal' in opening) return await refuse(opening.refusal);
  if (plan === undefined) return await refuse('the plan is not deployed');
  const fact = openedFact({ start: parsed.data, plan, identity: verified?.identity }, input);
  await ledger.append('run', { ...fact, epoch: opening.epoch });
  return answerTo(fact, dependencies);
}

/** Who gives a proof that proves nothing is not taken at their word either. Undefined: nobody wants to prove anything. */
async function identify(
  { identity: proof }: StartRecovery,
  { executionArn, executionName, input }: OpenRunInput,
  { verifyIdentity }: OpenRunDependencies,
): Promise<Verified | undefined> {
  if (proof === undefined) return undefined;
  return await verifyIdentity({ proof, purpose: purposeOfStart(executionName, Message.parse(input)), executionArn });
}

type Opening = Readonly<{ epoch: number }> | Readonly<{ refusal: string }>;

type Asked = Readonly<{ start: StartRecovery; plan: DeployedPlan; holder: LockHolder }>;

async function judge(start: StartRecovery, input: OpenRunInput, dependencies: OpenRunDependencies): Promise<Opening> {
  const plan = deployed(dependencies.plans, start);
  if (plan === undefined) return { refusal: `there is no plan ${start.plan} in what is deployed` };
  const asked: Asked = { start, plan, holder: { runId: input.executionName, executionArn: input.executionArn } };
  const refusal = await judgeAsked(asked, dependencies);
  return refusal === undefined ? await takeLock(asked, dependencies) : { refusal };
}

/** What is typed may be the name of anything that every object has. */
const deployed = (plans: Plans, { plan }: StartRecovery): DeployedPlan | undefined =>
  Object.hasOwn(plans, plan) ? plans[plan] : undefined;

const judgeAsked = async ({ start, plan }: Asked, { control, now }: OpenRunDependencies): Promise<string | undefined> =>
  judgeStart({ start, plan, now: now(), standing: await control.standing(plan.plan) });

/** A dry run takes no lock: it must not stand in the way of a run that recovers, and it makes no call that needs one. */
async function takeLock(asked: Asked, dependencies: OpenRunDependencies): Promise<Opening> {
  const { start, holder } = asked;
  if (start.dryRun) return { epoch: 0 };
  const attempt = await dependencies.control.acquire(start.plan, holder);
  if (attempt.kind === 'acquired') return attempt;
  const state = await dependencies.stateOfExecution(attempt.by.executionArn);
  if (state === 'running') return { refusal: `run ${attempt.by.runId} of this plan is in progress` };
  if (state === 'unknown')
    return { refusal: `run ${attempt.by.runId} holds the plan, and whether it still runs could not be found out` };
  return await takeFromDead(asked, attempt.by, dependencies);
}

/** The lock of a run that has ended without closing, once what it left has been judged, too. */
async function takeFromDead(asked: Asked, dead: LockHolder, dependencies: OpenRunDependencies): Promise<Opening> {
  await closeDeadRun(asked.plan.plan, dead, dependencies);
  const refusal = await judgeAsked(asked, dependencies);
  if (refusal !== undefined) return { refusal };
  const second = await dependencies.control.acquire(asked.plan.plan, asked.holder);
  return second.kind === 'acquired' ? second : { refusal: `run ${second.by.runId} of this plan has just begun` };
}

/**
 * A run that ended without closing holds the lock, and may have made changes that bar whatever starts by itself. What CloseRun
 * would have left is left in its name, but for the rest: a person may go on at once.
 */
async function closeDeadRun(
  plan: PlanName,
  dead: LockHolder,
  { control, ledgerOf }: OpenRunDependencies,
): Promise<void> {
  const lastRun = lastRunOf(await ledgerOf(dead.runId).read(), dead.runId);
  const ending = { holdDownUntil: undefined, lastRun: lastWord(await control.standing(plan), lastRun) };
  await control.release(plan, dead, ending);
}

type Started = Readonly<{ start: StartRecovery; plan: DeployedPlan; identity: string | undefined }>;

const openedFact = ({ start, plan, identity }: Started, { executionArn, startedAt }: OpenRunInput) => ({
  type: 'runOpened' as const,
  plan: plan.plan,
  planHash: plan.hash,
  runbook: start.runbook ?? plan.response.runbook,
  occasion: start.occasion,
  dryRun: start.dryRun,
  mode: start.mode ?? plan.response.mode,
  reason: withoutSecrets(start.reason),
  operator: start.operator,
  identity,
  detectedAt: start.detectedAt ?? startedAt,
  detectedBy: detectedBy(start),
  acceptDataLoss: start.acceptDataLoss,
  executionArn,
});

function detectedBy({ detectedAt, operator }: StartRecovery) {
  if (detectedAt === undefined) return 'start' as const;
  return operator === undefined ? ('signals' as const) : ('operator' as const);
}
