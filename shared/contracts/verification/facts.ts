import * as z from 'zod';
import { Instant, PlanName, RegionName, RunId, VerificationId } from '../fields.ts';

const Verdict = z.enum(['passed', 'failed', 'inconclusive']);
export type Verdict = z.output<typeof Verdict>;

/** One moment that a backup holds. */
export const RecoveryPoint = z.object({
  /** Name, ARN or key by which it is restored or found. */
  id: z.string(),
  type: z.string(),
  /** The moment of the data, not of the file: copying a snapshot changes the latter. */
  databaseTime: Instant,
  engineVersion: z.string().optional(),
  bytes: z.number().optional(),
  /** Of the instance or cluster that it was taken of. */
  sourceResourceId: z.string().optional(),
});
export type RecoveryPoint = z.output<typeof RecoveryPoint>;

/** Three outcomes, only one of which is good. */
const CheckOutcome = z.enum(['passed', 'failed', 'didNotRun']);

export const DataCheckResult = z.object({
  /** Unique within a verification, so that nothing is counted twice: `check:orphans`, `read:public.orders#0`. */
  unit: z.string(),
  kind: z.enum(['login', 'catalogue', 'check', 'newestRow', 'read', 'heap', 'index', 'manifest']),
  /** In words: the check's name, the table, the index. */
  name: z.string(),
  outcome: CheckOutcome,
  at: Instant,
  because: z.string().max(300).optional(),
  value: z.number().optional(),
  rows: z.number().optional(),
  bytes: z.number().optional(),
  checksum: z.string().optional(),
});
export type DataCheckResult = z.output<typeof DataCheckResult>;

export const Leftover = z.object({
  kind: z.enum(['instance', 'cluster']),
  name: z.string(),
  region: RegionName,
  arn: z.string(),
  resourceId: z.string(),
  createdAt: Instant.optional(),
  ageSeconds: z.number(),
  /** US dollars, where the plan says what an hour costs. */
  cost: z.number().optional(),
  madeBy: RunId.optional(),
  plan: PlanName.optional(),
  verification: VerificationId.optional(),
  /** Only what is provably ours is removed; the rest is reported. */
  isOurs: z.boolean(),
  because: z.string(),
});
export type Leftover = z.output<typeof Leftover>;

export const verificationFacts = {
  verificationOpened: {
    scope: z.array(z.object({ plan: PlanName, verification: VerificationId, planHash: z.string() })).min(1),
    reason: z.string(),
    operator: z.string().optional(),
    epoch: z.int(),
    executionArn: z.string(),
  },
  leftoverFound: Leftover.shape,
  /** Regions that could not be searched for leftovers, or counted against the quota. */
  sweepBlind: { region: RegionName, because: z.string() },
  recoveryPointChosen: {
    verdict: z.enum(['restore', 'found', 'failed']),
    because: z.string(),
    point: RecoveryPoint.optional(),
    ageSeconds: z.number().optional(),
    /** How many were looked at, on all pages. */
    considered: z.int(),
    /** Those that do not count, and why; the newest first, twenty at most. */
    passedOver: z.array(z.object({ id: z.string(), because: z.string() })).max(20),
  },
  /** The copy as AWS shows it: by these a later look knows that it is the same one. */
  copySeen: {
    kind: z.enum(['instance', 'cluster']),
    name: z.string(),
    arn: z.string(),
    resourceId: z.string(),
    createdAt: Instant.optional(),
  },
  checked: { results: z.array(DataCheckResult).min(1) },
};
