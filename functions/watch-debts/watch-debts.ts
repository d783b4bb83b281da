import type { LookAtExecution } from '../../shared/aws/look-at-execution.ts';
import { settleExecution } from '../../shared/aws/settle-execution.ts';
import type { StartExecution } from '../../shared/aws/start-execution.ts';
import type { Debt } from '../../shared/contracts/recovery/debt.ts';
import type { Nothing } from '../../shared/contracts/recovery/run.ts';
import type { Debts } from '../../shared/control/debts.ts';
import { paymentName } from '../../shared/domain/recovery/child-name.ts';
import { eachInTurn } from '../../shared/lambda/each-in-turn.ts';
import type { Plans } from '../../shared/plans/find.ts';

export type WatchDebtsDependencies = Readonly<{
  plans: Plans;
  debts: Pick<Debts, 'read'>;
  lookAtExecution: LookAtExecution;
  startExecution: StartExecution;
  payFenceArn: string;
  settleRunArn: string;
}>;

/**
 * Looks whether each fence that is owed is with an execution of pay-fence that runs: its start may have failed, and the event of its end may
 * have been lost. It starts nothing twice. Throws what stood in its way, when all debts have been looked at.
 */
export async function watchDebts(_: Nothing, dependencies: WatchDebtsDependencies): Promise<Nothing> {
  await eachInTurn(Object.values(dependencies.plans), async ({ plan }) => {
    for (const debt of await dependencies.debts.read(plan)) await lookAfter(debt, dependencies);
  });
  return {};
}

/** One that was never started is started; of one that ended badly settle-run hears, whose event was lost. */
async function lookAfter({ runId, stepId, attempt }: Debt, dependencies: WatchDebtsDependencies): Promise<void> {
  const { lookAtExecution, startExecution, payFenceArn, settleRunArn } = dependencies;
  const name = paymentName(runId, stepId, attempt);
  const executionArn = `${payFenceArn.replace(':stateMachine:', ':execution:')}:${name}`;
  const seen = await lookAtExecution(executionArn);
  if (seen.kind === 'missing')
    await startExecution({ machineArn: payFenceArn, name, input: { runId, stepId, pay: attempt } });
  if (seen.kind === 'ended' && seen.status !== 'SUCCEEDED')
    await settleExecution(executionArn, seen, { purpose: 'debt', settleRunArn, startExecution });
}
