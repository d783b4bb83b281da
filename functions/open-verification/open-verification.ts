import type { StateOfExecution } from '../../shared/aws/state-of-execution.ts';
import {
  type OpenVerificationInput,
  type OpenVerificationOutput,
  StartVerification,
} from '../../shared/contracts/verification/run.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import type { Control, LockHolder } from '../../shared/control/control.ts';
import type { Unsettled } from '../../shared/control/unsettled.ts';
import { verificationLock } from '../../shared/control/verification-lock.ts';
import { firstOf } from '../../shared/domain/run-facts.ts';
import { describeIssues } from '../../shared/lambda/parse-input.ts';
import type { Plans } from '../../shared/plans/find.ts';
import { type Scoped, selectScope } from '../../shared/verification/select-scope.ts';

const nothingLeft = { holdDownUntil: undefined, lastRun: undefined } as const;

export type OpenVerificationDependencies = Readonly<{
  plans: Plans;
  ledgerOf: LedgerOf;
  control: Control;
  unsettled: Pick<Unsettled, 'change'>;
  stateOfExecution: StateOfExecution;
}>;

/** Opens a run or refuses it, and writes down which. Run twice, it gives the answer that stands in the ledger. */
export async function openVerification(
  input: OpenVerificationInput,
  dependencies: OpenVerificationDependencies,
): Promise<OpenVerificationOutput> {
  const ledger = dependencies.ledgerOf(input.executionName);
  const entries = await ledger.read('run');
  if (firstOf(entries, 'verificationOpened')) return { verdict: 'opened' };
  if (firstOf(entries, 'runRefused')) return { verdict: 'refused' };
  const begun = await begin(input, dependencies);
  if ('refusal' in begun) {
    await ledger.append('run', { type: 'runRefused', reason: begun.refusal, dryRun: false });
    return { verdict: 'refused' };
  }
  const { start, scope, epoch } = begun;
  await beginUnsettled(input, dependencies);
  await ledger.append('run', {
    type: 'verificationOpened',
    scope: scope.map(({ plan, verification }) => ({
      plan: plan.plan,
      verification: verification.id,
      planHash: plan.hash,
    })),
    reason: start.reason,
    operator: start.operator,
    epoch,
    executionArn: input.executionArn,
  });
  return { verdict: 'opened' };
}

type Asked = Readonly<{ start: StartVerification; scope: readonly Scoped[] }>;

async function begin(
  input: OpenVerificationInput,
  dependencies: OpenVerificationDependencies,
): Promise<(Asked & { epoch: number }) | Readonly<{ refusal: string }>> {
  const asked = parse(input.input, dependencies.plans);
  if ('refusal' in asked) return asked;
  const { killSwitch } = await dependencies.control.standing(verificationLock);
  if (killSwitch !== undefined) return { refusal: `the kill switch is set: ${killSwitch}` };
  const opening = await takeLock({ runId: input.executionName, executionArn: input.executionArn }, dependencies);
  return 'refusal' in opening ? opening : { ...asked, ...opening };
}

function parse(input: unknown, plans: Plans): Asked | Readonly<{ refusal: string }> {
  const parsed = StartVerification.safeParse(input);
  if (!parsed.success)
    return { refusal: `the input is not a StartVerification: ${describeIssues(parsed.error.issues).join('; ')}` };
  const scope = selectScope(plans, parsed.data);
  if (scope.length > 0) return { start: parsed.data, scope };
  const { plan = 'any plan', database } = parsed.data;
  const what = database === undefined ? 'restoreVerification' : `restoreVerification of ${database}`;
  return { refusal: `there is no ${what} in ${plan} of what is deployed` };
}

type Opening = Readonly<{ epoch: number }> | Readonly<{ refusal: string }>;

/** One run at a time; one that died without closing is let go in its name, and what it left is swept by this one. */
async function takeLock(holder: LockHolder, dependencies: OpenVerificationDependencies): Promise<Opening> {
  const { control, stateOfExecution } = dependencies;
  const attempt = await control.acquire(verificationLock, holder);
  if (attempt.kind === 'acquired') return attempt;
  const { by } = attempt;
  const state = await stateOfExecution(by.executionArn);
  if (state === 'running') return { refusal: `verification ${by.runId} is in progress` };
  if (state === 'unknown')
    return { refusal: `verification ${by.runId} holds the lock, and whether it still runs could not be found out` };
  await control.release(verificationLock, by, nothingLeft);
  const second = await control.acquire(verificationLock, holder);
  return second.kind === 'acquired' ? second : { refusal: `verification ${second.by.runId} has just begun` };
}

/** Before the run can order anything, so that whatever becomes of it, later runs ask its ledger what it has ordered. */
const beginUnsettled = async (
  { executionName: runId, startedAt: at }: OpenVerificationInput,
  { unsettled }: OpenVerificationDependencies,
): Promise<void> =>
  await unsettled.change((runs) => (runs.some((run) => run.runId === runId) ? runs : [...runs, { runId, at }]));
