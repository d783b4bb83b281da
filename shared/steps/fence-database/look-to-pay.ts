import type { LedgerEntry } from '../../contracts/ledger-entry.ts';
import type { Debt, DebtVerdict } from '../../contracts/recovery/debt.ts';
import type { FenceDatabaseSpec } from '../../contracts/specs/fence-database.ts';
import type { Decision } from '../../domain/decision.ts';
import { type CallError, isSilence, judgeCallError } from '../../domain/judge-call-error.ts';
import { triedUntil } from '../../domain/recovery/debts.ts';
import { mistakenDatabase } from '../../domain/recovery/identity.ts';
import { judgePayment } from '../../domain/recovery/judge-payment.ts';
import { payPace, restAfter } from '../../domain/recovery/pay-pace.ts';
import { factsOf } from '../../domain/run-facts.ts';
import { attemptOf, isUnderWay, stepHistoryOf } from '../../domain/step-history.ts';
import { secondsBetween } from '../../domain/time.ts';
import { NotDeployed } from '../../errors.ts';
import { carryOut } from '../../executor/carry-out.ts';
import type { StepRun } from '../../executor/step.ts';
import { stepRunOf } from '../../executor/step-run.ts';
import { findStep } from '../../plans/find.ts';
import type { FenceCommand } from './commands.ts';
import { fenceDatabase } from './fence-database.ts';
import { type FoundDebt, findDebt, type PaySurroundings, paymentFacts } from './find-debt.ts';
import { noteHold, paidBecause } from './held-debt.ts';
import type { FenceDatabaseFacts } from './observe.ts';

/** Within five minutes an alarm takes a debt that is not told of for settled. */
const longestWaitSeconds = 120;

/** RDS may say for a moment that there is no such instance. */
const goneAfterSeconds = 600;

/** RDS is at work on it, or has just been: what starts must not take writes for long. */
const eagerSeconds = 5;

type Looked = Readonly<
  { kind: 'wait'; seconds: number; because: string } | { kind: 'settle'; verdict: DebtVerdict; because: string }
>;

/** Looks at the database, and makes the fence if anybody answers. */
export async function lookToPay(debt: Debt, found: FoundDebt, around: PaySurroundings): Promise<Looked> {
  const { runId, stepId } = found.execution;
  if (found.spec === undefined) throw new NotDeployed('There is no such fence in what is deployed.', { runId, stepId });
  const { spec } = found;
  const now = around.now();
  const planStep = findStep(found.run.runbook, stepId);
  const run: StepRun = {
    ...stepRunOf(found.run, planStep, { runId, now }),
    ...attemptOf(stepHistoryOf(found.chain), now),
  };
  // Whether it was silent before is nothing to a debt, which waits in any case.
  const facts = await fenceDatabase.observe(spec, { ...run, silentSince: now }, around.aws);
  const looking = { debt, found, spec, run, around };
  if (facts.instance.kind === 'unreadable') return await judgeFailure(facts.instance.failure, looking);
  const moot = mootBecause(spec, facts, run);
  if (moot !== undefined) return { kind: 'settle', verdict: 'moot', because: moot };
  return resting(looking) ?? (await carryOn(facts, looking));
}

type Looking = Readonly<{
  debt: Debt;
  found: FoundDebt;
  spec: FenceDatabaseSpec;
  run: StepRun;
  around: PaySurroundings;
}>;

/** An instance that cannot be described: silence is waited for without a word, the rest is noted once. */
async function judgeFailure(failure: CallError, { debt, found, spec, run }: Looking): Promise<Looked> {
  const seconds = payPace(debt.dueSince ?? debt.since, run.now);
  if (isSilence(failure)) return wait(seconds, `RDS in ${debt.region} does not answer (${failure.error})`);
  const isMissing = judgeCallError(failure) === 'missing';
  const because = isMissing ? missingText(spec, run) : `could not read instance ${spec.instance}: ${failure.error}`;
  const since = missingSince(found.chain, because);
  if (since === undefined) await found.ledger.append(found.stream, { type: 'waiting', because, waitSeconds: seconds });
  if (!isMissing || since === undefined || secondsBetween(since, run.now) < goneAfterSeconds)
    return wait(Math.max(seconds, 15), because);
  return {
    kind: 'settle',
    verdict: 'moot',
    because: `${because}: it was deleted, or renamed. Under another name nobody has fenced it`,
  };
}

const wait = (seconds: number, because: string): Looked => ({ kind: 'wait', seconds, because });

const missingText = (spec: FenceDatabaseSpec, run: StepRun): string =>
  `there is no instance ${spec.instance} in ${run.regions[spec.region]}`;

/** Since when every look has found none. */
function missingSince(chain: readonly LedgerEntry[], text: string): string | undefined {
  const last = chain.at(-1);
  return last?.fact.type === 'waiting' && last.fact.because === text ? last.at : undefined;
}

/** It takes no writes under this name, and will not: told to people, since nobody has fenced it. */
function mootBecause(spec: FenceDatabaseSpec, { instance }: FenceDatabaseFacts, run: StepRun): string | undefined {
  if (instance.kind === 'unreadable') return undefined;
  const { source, resourceId } = instance.value;
  const stranger = mistakenDatabase(run.identity, spec, resourceId);
  if (stranger !== undefined) return stranger;
  return (
    source && `${spec.instance} in ${run.regions[spec.region]} is a replica of ${source.id} now: it takes no writes`
  );
}

/** An attempt that failed rests before the next one; the looks go on, since an alarm counts them. */
function resting({ found: { chain }, run }: Looking): Looked | undefined {
  const failures = factsOf(chain, 'stepFailed');
  const last = failures.at(-1);
  if (last === undefined || isUnderWay(stepHistoryOf(chain))) return undefined;
  const left = restAfter(failures.length) - secondsBetween(last.at, run.now);
  return left <= 0 ? undefined : wait(Math.min(longestWaitSeconds, Math.ceil(left)), `failed: ${last.fact.because}`);
}

async function carryOn(facts: FenceDatabaseFacts, looking: Looking): Promise<Looked> {
  const { debt, found, spec, run, around } = looking;
  const decision = fenceDatabase.decide(spec, facts, run);
  const pace = payPace(debt.dueSince ?? debt.since, run.now);
  await noteHold(decision, debt, { plan: found.plan.plan, debts: around.aws.debts });
  const { ledger, stream, chain } = found;
  const history = stepHistoryOf(chain);
  const isNew = !isUnderWay(history);
  if (isNew) await ledger.append(stream, { type: 'stepStarted', kind: 'fenceDatabase', findings: [], since: run.now });
  const input = { ...found.execution, pay: debt.attempt, used: 0, retries: 0 };
  const result = await carryOut(asWait(decision, pace), (command) => fenceDatabase.send(command, around.aws), {
    run,
    timeoutSeconds: secondsBetween(run.startedAt, triedUntil(debt)),
    lookers: 1,
    history: isNew ? { ...history, waits: [] } : history,
    ...{ ledger, stream },
    objection: async () => {
      const verdict = judgePayment(await paymentFacts(await findDebt(input, around), around));
      return verdict.kind === 'pay' ? undefined : 'because' in verdict ? verdict.because : 'another execution pays';
    },
    lookedAt: '',
    expectedLength: history.length + (isNew ? 1 : 0),
  });
  if (result.status === 'done')
    return { kind: 'settle', verdict: 'paid', because: paidBecause(debt, found.chain, run.now) };
  if (result.status === 'waiting')
    return wait('owe' in decision ? pace : Math.min(eagerSeconds, result.waitSeconds), result.because);
  return wait(longestWaitSeconds, result.because);
}

/** What stands in the way for good of a step may pass for a debt: it is looked at again. */
function asWait(decision: Decision<FenceCommand>, seconds: number): Decision<FenceCommand> {
  if ('owe' in decision) return { wait: seconds, because: decision.because };
  if ('refuse' in decision) return { wait: 15, because: decision.refuse };
  return 'fail' in decision ? { wait: 15, because: decision.fail } : decision;
}
