import * as z from 'zod';
import { RunId, StepId } from '../fields.ts';

/** An execution of pay-fence by its name, which is taken once. */
export const Payment = z.object({ attempt: z.int().min(1), name: z.string().max(80) });
export type Payment = z.output<typeof Payment>;

/** To the function that makes fences: to look after one that is owed. `pay`: which execution of pay-fence asks. */
export const PayInput = z.object({
  runId: RunId,
  stepId: StepId,
  pay: z.int().min(1),
  /** Events that the execution has used up before, by our own count, and attempts of this look that came to nothing. */
  used: z.int().min(0).default(0),
  retries: z.int().min(0).default(0),
});
export type PayInput = z.output<typeof PayInput>;

export const PayOutput = z.object({
  /** `settled`: its end is in the ledger. `notOwed`: nothing is, or another execution has it. `handOver`: it goes on in that of `next`. */
  status: z.enum(['waiting', 'settled', 'notOwed', 'handOver']),
  waitSeconds: z.int().min(1),
  because: z.string().max(300),
  used: z.int().min(0),
  next: Payment.optional(),
});
export type PayOutput = z.output<typeof PayOutput>;

/** A debt whose end is in the ledger, by the execution of pay-fence that came to it. */
export const SettleDebtInput = z.object({ runId: RunId, stepId: StepId, pay: z.int().min(1) });
export type SettleDebtInput = z.output<typeof SettleDebtInput>;
