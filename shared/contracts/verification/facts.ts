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
  kind: z.enum([
    'login',
    'catalogue',
    'check',
    'newestRow',
    'read',
    'heap',
    'index',
    'manifest',
    'sequences',
    'system',
  ]),
  /** In words: the check's name, the table, the index. */
  name: z.string(),
  outcome: CheckOutcome,
  at: Instant,
  because: z.string().max(300).optional(),
  value: z.number().optional(),
  rows: z.number().optional(),
  bytes: z.number().optional(),
  checksum: z.string().optional(),
  /** Of what did not run: it would not at another look either. */
  isFinal: z.literal(true).optional(),
});
export type DataCheckResult = z.output<typeof DataCheckResult>;

/** Something that a verification has not looked at. Its kinds: domain/verification/beside.ts. */
export const Beside = z.object({ kind: z.string(), name: z.string() });

/** A recovery point that does not count, and why. */
const PassedOver = z.object({ id: z.string(), because: z.string() });

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

/** A copy that was ordered, and may stand. */
export const OrderedCopy = z.object({
  kind: z.enum(['instance', 'cluster']),
  name: z.string(),
  region: RegionName,
  madeBy: RunId,
  plan: PlanName,
  verification: VerificationId,
  orderedAt: Instant,
  /** Where anybody has seen it. */
  resourceId: z.string().optional(),
});
export type OrderedCopy = z.output<typeof OrderedCopy>;

export const verificationFacts = {
  verificationOpened: {
    scope: z.array(z.object({ plan: PlanName, verification: VerificationId, planHash: z.string() })).min(1),
    reason: z.string(),
    operator: z.string().optional(),
    epoch: z.int(),
    executionArn: z.string(),
  },
  leftoverFound: Leftover.shape,
  /** What an earlier run has ordered and nobody has proved gone, as its ledger has it. Told once for each such run. */
  claimsRead: { madeBy: RunId, openedAt: Instant, copies: z.array(OrderedCopy) },
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
    passedOver: z.array(PassedOver).max(20),
    /** Those that count as well, the newest first: taken when the chosen one is gone before it can be restored. */
    alternatives: z.array(RecoveryPoint).max(9).optional(),
    /** Those that were chosen before and could not be restored. */
    insteadOf: z.array(PassedOver).max(10).optional(),
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
  /** What lies in one database of the copy beside what is looked at; `more`: so many besides those that are named. Once for each database. */
  listedBeside: { database: z.string(), things: z.array(Beside), more: z.int() },
  /** The connection to the copy ended while this unit was looked at. It is no result: the unit is looked at again. */
  copyBroke: {
    unit: z.string(),
    kind: DataCheckResult.shape.kind,
    name: z.string(),
    /** SQLSTATE, Node's code, or `Error`. */
    error: z.string(),
    because: z.string().max(300),
    /** Since when the server's own processes ran as this look began, as PostgreSQL writes it. */
    servingSince: z.string().optional(),
  },
};
