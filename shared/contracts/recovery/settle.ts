import * as z from 'zod';
import { RunId, StepId } from '../fields.ts';
import { Occasion } from './run.ts';

/** Input of InspectExecution: an execution that ended without success, as the event of its end names it. */
export const InspectExecutionInput = z.object({
  executionArn: z.string(),
  /** What could not be made since the last wait: it does not hold up the rest. */
  missed: z.object({ record: z.boolean(), notice: z.boolean(), lock: z.boolean() }),
});
export type InspectExecutionInput = z.output<typeof InspectExecutionInput>;

export const InspectExecutionOutput = z.object({
  /** The task that makes what is missing; `wait` while something may still be at work, `unknown` where nothing can be made. */
  next: z.enum([
    'settled',
    'wait',
    'RecordOutcome',
    'NotifyOperators',
    'CloseRun',
    'RecordVerification',
    'NotifyVerification',
    'CloseVerification',
    'RecordRefusal',
    'SettleDebt',
    'StartPayment',
    'unknown',
  ]),
  /** Which execution it is about: of a settlement that was ended itself, the one whose account that was to complete. */
  executionArn: z.string(),
  runId: z.union([RunId, z.literal('')]),
  occasion: Occasion,
  waitSeconds: z.int().min(1),
  /** What woke an execution of `detect`, and how that one ended. */
  trigger: z.json(),
  failure: z.object({ Error: z.string(), Cause: z.string() }),
  /** Of an execution of pay-fence: what it was about, and which execution is to go on with that, by its name. */
  debt: z.object({ stepId: z.union([StepId, z.literal('')]), pay: z.int().min(1), name: z.string().max(80) }),
});
export type InspectExecutionOutput = z.output<typeof InspectExecutionOutput>;
