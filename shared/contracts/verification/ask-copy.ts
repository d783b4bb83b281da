import * as z from 'zod';
import { LookInput } from './run.ts';

const Failure = z.object({ error: z.string(), message: z.string(), status: z.number().optional() });

/**
 * A look at a copy from where the copy is. `entries`: what the ledger holds of it (LedgerEntry[]), packed: Lambda takes 6 MB. `planHash`: both
 * sides have to mean the same plan.
 */
export const AskCopyInput = LookInput.extend({ planHash: z.string(), entries: z.string() });
export type AskCopyInput = z.output<typeof AskCopyInput>;

/** How far one look came, over all databases of the copy. */
export const LookedAtData = z.object({
  /** What has no answer yet, and may have one at another look. */
  left: z.number(),
  /** Whether this look has had an answer. */
  hasAnswer: z.boolean(),
  /** Whether its time was over before everything had had its turn. */
  isCut: z.boolean(),
  /** The look ended before its time, at this unit. */
  broken: z.object({ unit: z.object({ kind: z.string(), name: z.string() }), failure: Failure }).optional(),
  tables: z.number(),
  indexes: z.number(),
});
export type LookedAtData = z.output<typeof LookedAtData>;

/** `facts`: what is to be written down (Fact[]), packed, however the look ended. One of the others is there. */
export const AskCopyOutput = z.object({
  facts: z.string(),
  looked: LookedAtData.optional(),
  failure: Failure.optional(),
});
export type AskCopyOutput = z.output<typeof AskCopyOutput>;
