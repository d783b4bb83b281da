import type { Fact } from '../../contracts/ledger-entry.ts';
import type { Debt } from '../../contracts/recovery/debt.ts';
import type { PayInput, PayOutput } from '../../contracts/recovery/payment.ts';
import { paymentName } from '../../domain/recovery/child-name.ts';
import { becomingDue, passingOn } from '../../domain/recovery/debts.ts';
import { judgePayment, type PaymentVerdict } from '../../domain/recovery/judge-payment.ts';
import { spend } from '../../executor/event-budget.ts';
import { type FoundDebt, findDebt, type PaySurroundings, paymentFacts } from './find-debt.ts';
import { lookToPay } from './look-to-pay.ts';

/** Of `pay-fence`: a look passes through three states. */
const eventsPerLook = 10;

/**
 * One look of pay-fence at a fence that is owed: it is made once the Region answers, by the calls and proofs of the step itself, in a stream
 * of its own. While nobody answers nothing is written. It may die anywhere, run twice or come late, as a step may. Throws
 * LedgerUnavailable and NotDeployed.
 */
export async function payFence(input: PayInput, surroundings: PaySurroundings): Promise<PayOutput> {
  const { found, ...look } = await lookOnce(input, surroundings);
  const { used, isSpent } = spend(input, eventsPerLook);
  if (look.status !== 'waiting' || !isSpent) return { ...look, used };
  const { runId, stepId, pay: attempt } = input;
  await surroundings.aws.debts.change(found.plan.plan, (debts) => passingOn(debts, { runId, stepId, attempt }));
  return { ...handingOver(input, attempt + 1), used };
}

type Paid = Omit<PayOutput, 'used'>;

async function lookOnce(input: PayInput, surroundings: PaySurroundings): Promise<Paid & { found: FoundDebt }> {
  const found = await findDebt(input, surroundings);
  const facts = await paymentFacts(found, surroundings);
  const verdict = judgePayment(facts);
  const isDue = verdict.kind === 'pay' || (verdict.kind === 'wait' && facts.debt?.dueSince !== undefined);
  if (isDue) await report(surroundings);
  switch (verdict.kind) {
    case 'pay':
      return { ...(await pay(verdict.debt, found, surroundings)), found };
    case 'wait':
      return { ...waiting(verdict.seconds, verdict.because), found };
    case 'settle':
      return { ...(await settle(found, verdict, input.pay)), found };
    case 'passedOn':
      return { ...handingOver(input, verdict.to), found };
    case 'notOwed':
      return { status: 'notOwed', waitSeconds: 1, because: verdict.because, found };
    default:
      return verdict satisfies never;
  }
}

/** An alarm looks at it; a figure that cannot be sent holds up no fence. */
async function report({ reportOwed, now }: PaySurroundings): Promise<void> {
  try {
    await reportOwed(1, now());
  } catch {
    return;
  }
}

async function pay(debt: Debt, found: FoundDebt, surroundings: PaySurroundings): Promise<Paid> {
  const due = await markDue(debt, found, surroundings);
  const look = await lookToPay(due, found, surroundings);
  if (look.kind === 'wait') return waiting(look.seconds, look.because);
  return await settle(found, look, debt.attempt);
}

async function markDue(debt: Debt, found: FoundDebt, { now, aws }: PaySurroundings): Promise<Debt> {
  if (debt.dueSince !== undefined) return debt;
  const at = now();
  await aws.debts.change(found.plan.plan, (debts) => becomingDue(debts, debt, at));
  return { ...debt, dueSince: at };
}

const waiting = (waitSeconds: number, because: string): Paid => ({
  status: 'waiting',
  waitSeconds,
  because: because.slice(0, 300),
});

/** Written down once, by whichever look comes to it. */
async function settle(
  { ledger, stream, settled }: FoundDebt,
  { verdict, because }: Extract<PaymentVerdict, { kind: 'settle' }>,
  attempt: number,
): Promise<Paid> {
  const fact: Fact = { type: 'debtSettled', verdict, because, attempt };
  if (settled === undefined) await ledger.append(stream, fact);
  return { status: 'settled', waitSeconds: 1, because: `${verdict}: ${because}`.slice(0, 300) };
}

/** To start it again is a no-op. */
const handingOver = ({ runId, stepId }: PayInput, attempt: number): Paid => ({
  status: 'handOver',
  waitSeconds: 1,
  because: `execution ${attempt} goes on with it`,
  next: { attempt, name: paymentName(runId, stepId, attempt) },
});
