import type { SeenExecution } from '../../shared/aws/look-at-execution.ts';
import type { Debt } from '../../shared/contracts/recovery/debt.ts';
import { SettleDebtInput } from '../../shared/contracts/recovery/payment.ts';
import type { InspectExecutionOutput } from '../../shared/contracts/recovery/settle.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import type { Debts } from '../../shared/control/debts.ts';
import { paymentName } from '../../shared/domain/recovery/child-name.ts';
import { isOwedBy, passingOn } from '../../shared/domain/recovery/debts.ts';
import { factsOf, firstOf } from '../../shared/domain/run-facts.ts';
import { secondsBetween } from '../../shared/domain/time.ts';
import { triggerOf } from './trigger-of.ts';

/** A function that was at work when its execution was stopped has ended by then. */
const quietSeconds = 90;
/** What broke breaks again at once, more often than not. */
const restSeconds = 300;
/** Of what is given up after `keepTrying` an execution says so itself; where none can, people are told by an alarm. */
const graceSeconds = 86_400;

type Answer = Pick<InspectExecutionOutput, 'next' | 'waitSeconds' | 'runId' | 'debt'>;

const none: Answer['debt'] = { stepId: '', pay: 1, name: '' };

type Ended = Extract<SeenExecution, { kind: 'ended' }>;

export type InspectPaymentDependencies = Readonly<{ ledgerOf: LedgerOf; debts: Debts; now: () => string }>;

/** What an execution of pay-fence that ended without success has left: its end untold, or the fence still owed. */
export async function inspectPayment(ended: Ended, dependencies: InspectPaymentDependencies): Promise<Answer> {
  const input = SettleDebtInput.safeParse(triggerOf(ended.input)).data;
  if (input === undefined) return { next: 'settled', waitSeconds: 1, runId: '', debt: none };
  const { runId, stepId, pay } = input;
  const nothing: Answer = { next: 'settled', waitSeconds: 1, runId, debt: none };
  const ledger = dependencies.ledgerOf(runId);
  const [ofRun, ofDebt] = await Promise.all([ledger.read('run'), ledger.read(`debt:${stepId}`)]);
  const opened = firstOf(ofRun, 'runOpened')?.fact;
  if (opened === undefined) return nothing;
  const isOf = ({ fact }: Readonly<{ fact: { attempt: number } }>): boolean => fact.attempt === pay;
  if (factsOf(ofDebt, 'debtTold').some(isOf)) return nothing;
  if (factsOf(ofDebt, 'debtSettled').some(isOf))
    return { next: 'SettleDebt', waitSeconds: 1, runId, debt: { stepId, pay, name: '' } };
  const debt = (await dependencies.debts.read(opened.plan)).find(isOwedBy({ runId, stepId }));
  const isNext = debt?.attempt === pay || debt?.attempt === pay + 1;
  return debt !== undefined && isNext ? await passOn({ input, ended, debt }, dependencies, opened.plan) : nothing;
}

type Dead = Readonly<{ input: SettleDebtInput; ended: Ended; debt: Debt }>;

/** The debt is handed to the next execution before that is started, so that the one which ended would find itself behind. */
async function passOn(
  { input, ended, debt }: Dead,
  { debts, now }: InspectPaymentDependencies,
  plan: Parameters<Debts['change']>[0],
): Promise<Answer> {
  const { runId, stepId, pay: attempt } = input;
  if (isHopeless(debt, now())) return { next: 'unknown', waitSeconds: 1, runId, debt: none };
  const waitSeconds = secondsToWait(ended, now());
  if (debt.attempt === attempt && waitSeconds > 0) return { next: 'wait', waitSeconds, runId, debt: none };
  await debts.change(plan, (all) => passingOn(all, { runId, stepId, attempt }));
  const pay = attempt + 1;
  return { next: 'StartPayment', waitSeconds: 1, runId, debt: { stepId, pay, name: paymentName(runId, stepId, pay) } };
}

const isHopeless = ({ dueSince, since, keepTrying }: Debt, now: string): boolean =>
  secondsBetween(dueSince ?? since, now) > keepTrying + graceSeconds;

/** Seconds until the next execution may go on. */
const secondsToWait = ({ status, at }: Ended, now: string): number =>
  Math.ceil(Math.max(0, (status === 'FAILED' ? restSeconds : quietSeconds) - secondsBetween(at, now)));
