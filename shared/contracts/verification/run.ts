import * as z from 'zod';
import { DbClusterId, DbInstanceId, Instant, PlanName, RegionName, RunId, VerificationId } from '../fields.ts';
import { isReasonOfPerson, OperatorName, StatedReason, unsaidReason } from '../said.ts';

/** What a person types in the console, `{}` for everything, or the schedule sends. Closed; resources come from the plans. */
export const StartVerification = z
  .strictObject({
    plan: PlanName.optional(),
    /** The id of a verification, or of the instance or cluster that it restores. */
    database: z.union([VerificationId, DbInstanceId, DbClusterId]).optional(),
    reason: StatedReason.default('weekly verification'),
    /** Who starts it; the schedule leaves it out. */
    operator: OperatorName.optional(),
  })
  .refine(isReasonOfPerson, unsaidReason);
export type StartVerification = z.output<typeof StartVerification>;

export const OpenVerificationInput = z.object({
  executionArn: z.string(),
  executionName: RunId,
  startedAt: Instant,
  input: z.unknown(),
});
export type OpenVerificationInput = z.output<typeof OpenVerificationInput>;
export const OpenVerificationOutput = z.object({ verdict: z.enum(['opened', 'refused']) });
export type OpenVerificationOutput = z.output<typeof OpenVerificationOutput>;

/** A copy by its name. `madeBy` is the run whose ledger must prove that it is ours. */
export const CopyRef = z.object({
  kind: z.enum(['instance', 'cluster']),
  name: z.string(),
  region: RegionName,
  madeBy: RunId,
  plan: PlanName,
  verification: VerificationId,
});
export type CopyRef = z.output<typeof CopyRef>;

/** One item of the map: a database to restore, a backup to find, or a copy that an earlier run has left. */
export const VerificationItem = z.object({
  runId: RunId,
  kind: z.enum(['restore', 'find', 'leftover']),
  plan: PlanName,
  verification: VerificationId,
  /** Of those that are restored or left over. */
  copy: CopyRef.optional(),
  /** Items that are worked at side by side. */
  lookers: z.int().min(1),
});
export type VerificationItem = z.output<typeof VerificationItem>;

/** How many copies may be made at once, and what is to be done. */
export const ListVerificationsOutput = z.object({
  items: z.array(VerificationItem),
  concurrency: z.int().min(1),
});
export type ListVerificationsOutput = z.output<typeof ListVerificationsOutput>;

export const ChooseRecoveryPointOutput = z.object({ verdict: z.enum(['restore', 'failed']) });
export type ChooseRecoveryPointOutput = z.output<typeof ChooseRecoveryPointOutput>;

export const FindBackupOutput = z.object({ verdict: z.enum(['found', 'failed']) });
export type FindBackupOutput = z.output<typeof FindBackupOutput>;

/** `lookedAt`: of the look before, in the same execution; empty before the first. */
export const LookInput = z.object({
  item: VerificationItem,
  lookedAt: z.union([Instant, z.literal('')]).default(''),
});
export type LookInput = z.output<typeof LookInput>;

/** `failure`: what the machine caught on the way to the end of the copy; an empty state where it caught nothing. */
export const DiscardInput = LookInput.extend({
  failure: z
    .object({ state: z.string(), Error: z.string().default('unknown'), Cause: z.string().default('') })
    .optional(),
});
export type DiscardInput = z.output<typeof DiscardInput>;

export const RecordVerificationOutput = z.object({ verdict: z.enum(['passed', 'failed', 'inconclusive', 'refused']) });
export type RecordVerificationOutput = z.output<typeof RecordVerificationOutput>;
