import * as z from 'zod';
import { Instant, PlanName, RegionName, RunId, VerificationId } from '../fields.ts';
import { LedgerEntry } from '../ledger-entry.ts';
import { Beside, DataCheckResult, Leftover, OrderedCopy, RecoveryPoint, type Verdict } from './facts.ts';

const VerdictName = z.enum(['passed', 'failed', 'inconclusive']) satisfies z.ZodType<Verdict>;

/** One backup: what was found, restored, looked at and thrown away. Times in seconds, absent where there is no measurement. */
export const VerificationResult = z.object({
  plan: PlanName,
  verification: VerificationId,
  kind: z.string(),
  /** Absent where the deployed plan no longer names the verification. */
  region: RegionName.optional(),
  /** What is backed up, in words: `instance shielda-prod`. */
  source: z.string(),
  verdict: VerdictName,
  because: z.string(),
  point: RecoveryPoint.optional(),
  considered: z.int(),
  passedOver: z.array(z.object({ id: z.string(), because: z.string() })),
  /** Recovery points that were chosen and could not be restored, before the one that was. */
  insteadOf: z.array(z.object({ id: z.string(), because: z.string() })).default([]),
  age: z.object({ limitSeconds: z.number(), measuredSeconds: z.number().optional() }),
  /** Of those that are restored: from the call that restores. */
  restore: z
    .object({
      objectiveSeconds: z.number(),
      untilAvailableSeconds: z.number().optional(),
      untilFirstCheckSeconds: z.number().optional(),
      /** Until everything was read once: blocks come from S3 when they are first touched. */
      untilReadSeconds: z.number().optional(),
      isMet: z.boolean(),
      startedAt: Instant.optional(),
    })
    .optional(),
  /** What was looked at. */
  counts: z.object({
    passed: z.int(),
    failed: z.int(),
    didNotRun: z.int(),
    tables: z.int(),
    indexes: z.int(),
    rows: z.number(),
    bytes: z.number(),
  }),
  checks: z.array(DataCheckResult),
  /** What lies in the copy and no check has looked at. `notNamed`: so many more. */
  notLookedAt: z.array(Beside).default([]),
  notNamed: z.int().default(0),
  /** Apart from the data's verdict: a good backup whose copy stays behind is still a copy that stays behind. */
  copy: z.object({
    /** `unseen`: ordered, and nobody can say that it is not there; later runs look for it. */
    verdict: z.enum(['notMade', 'discarded', 'leftOver', 'unseen', 'unknown']),
    because: z.string(),
    name: z.string().optional(),
    arn: z.string().optional(),
  }),
});
export type VerificationResult = z.output<typeof VerificationResult>;

/** The durable account of one run of `verify-restores`. */
export const VerificationRecord = z.object({
  version: z.literal(1),
  runId: RunId,
  verdict: VerdictName,
  reason: z.string(),
  trigger: z.object({ reason: z.string(), operator: z.string().optional() }),
  openedAt: Instant,
  endedAt: Instant,
  /** One for each that was to be verified; none may be missing. */
  results: z.array(VerificationResult),
  /** What earlier runs left, and what became of it. */
  leftovers: z.array(Leftover.extend({ isDiscarded: z.boolean() })),
  /** What earlier runs have ordered and this one has looked for and not seen. `isGivenUp`: no later run does. */
  awaited: z.array(OrderedCopy.extend({ because: z.string(), isGivenUp: z.boolean() })).default([]),
  /** Regions that could not be searched. */
  blind: z.array(z.object({ region: RegionName, because: z.string() })),
  chain: z.object({ isWhole: z.boolean(), heads: z.record(z.string(), z.string()) }),
  entries: z.array(LedgerEntry),
});
export type VerificationRecord = z.output<typeof VerificationRecord>;
