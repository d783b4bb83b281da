import * as z from 'zod';
import { Evidence, ExecutionEnding } from '../command.ts';
import { SignalReading } from '../detection/signal-reading.ts';
import { Instant, PlanName, RegionName, RunbookName, RunId, StepId } from '../fields.ts';
import { Finding } from '../finding.ts';
import { LedgerEntry } from '../ledger-entry.ts';
import { StepKind } from '../step-kind.ts';
import { DebtVerdict } from './debt.ts';
import { Occasion } from './run.ts';

export const Outcome = z.enum(['succeeded', 'failed', 'refused', 'partiallyDone', 'unknown']);
export type Outcome = z.output<typeof Outcome>;

/** `reason`: why, on one line, as the execution shows it. */
export const RecordOutcomeOutput = z.object({ outcome: Outcome, reason: z.string() });
export type RecordOutcomeOutput = z.output<typeof RecordOutcomeOutput>;

/** Time in seconds. `aws` is from a call until the last look that still found AWS at work; `ours` is all the rest. */
const Seconds = z.object({ total: z.number(), aws: z.number(), ours: z.number() });

export const StepRecord = z.object({
  stepId: StepId,
  stage: StepId,
  kind: StepKind,
  status: z.enum(['done', 'owed', 'failed', 'skipped', 'aborted', 'unfinished', 'notReached']),
  because: z.string(),
  startedAt: Instant.optional(),
  endedAt: Instant.optional(),
  seconds: Seconds,
  calls: z.array(
    z.object({
      at: Instant,
      call: z.string(),
      result: z.enum(['accepted', 'rejected', 'unknown', 'withheld']),
      because: z.string(),
    }),
  ),
  waits: z.array(z.object({ at: Instant, because: z.string() })),
  findings: z.array(Finding),
  evidence: Evidence,
});
export type StepRecord = z.output<typeof StepRecord>;

/** A fence without which the run has gone on: the old primary may take writes. */
export const OwedRecord = z.object({
  stepId: StepId,
  instance: z.string(),
  region: z.string(),
  since: z.string(),
  because: z.string(),
  /** It is stopped and takes no writes, until somebody starts it, or RDS itself at this moment. */
  holdsUntil: Instant.optional(),
  /** Nobody tries to make it any more. Absent: it is being tried. */
  ended: z.object({ verdict: z.enum([...DebtVerdict.options, 'notMade']), because: z.string() }).optional(),
});
export type OwedRecord = z.output<typeof OwedRecord>;

/** An old primary that the run has closed, or may have, and in whose place it has put nothing: nobody writes anywhere. */
export const ClosedRecord = z.object({
  stepId: StepId,
  instance: z.string(),
  region: z.string(),
  /** When the first call was made that closes it. */
  since: Instant,
  /** Its security groups of before; none where nobody knows them. */
  groupsBefore: z.array(z.string()),
});
export type ClosedRecord = z.output<typeof ClosedRecord>;

const Measured = z.object({
  objectiveSeconds: z.number(),
  /** Absent when the run gives no measurement: absent is not met. */
  measuredSeconds: z.number().optional(),
  isMet: z.boolean(),
  /** It may be less: the figure counts until writes may have been acknowledged. */
  isAtMost: z.boolean().optional(),
  /** It may be more: what came after the moment to which the figure counts nobody has seen. Open is not met. */
  isOpen: z.boolean().optional(),
  /** Of data loss: relations whose rows no replica carries, so that they are gone, however many they were. */
  notCarried: z.array(z.string()).optional(),
  /** Of data loss: what nobody could look at. The figure says nothing of it. */
  notLookedAt: z.array(z.string()).optional(),
  basis: z.string(),
});

/** The durable account of one run. */
export const RecoveryRecord = z.object({
  version: z.literal(1),
  runId: RunId,
  plan: PlanName.optional(),
  planHash: z.string().optional(),
  runbook: RunbookName.optional(),
  /** The runbook of the start, where a person chose another one in its place, and why. */
  insteadOf: z.object({ runbook: RunbookName, because: z.string() }).optional(),
  occasion: Occasion,
  /** Where it ran and what it leads from and to. Absent in records of before, and of a run that was refused before it was opened. */
  setting: z
    .object({
      account: z.string(),
      regions: z.object({ primary: RegionName, standby: RegionName }),
      /** Of Lifeboat. */
      version: z.string(),
    })
    .optional(),
  dryRun: z.boolean(),
  outcome: Outcome,
  reason: z.string(),
  /** How the execution itself ended, where it did not close the run: stopped by somebody, by its deadline, or broken. */
  execution: z.object({ status: ExecutionEnding, error: z.string(), cause: z.string() }).optional(),
  trigger: z.object({ reason: z.string(), operator: z.string().optional(), identity: z.string().optional() }),
  detectedAt: Instant,
  openedAt: Instant,
  endedAt: Instant,
  recoveryTime: Measured,
  dataLoss: Measured.extend({
    /** Rows, where something outside the lost Region counted them. */
    rows: z.object({ acknowledged: z.int(), missing: z.int(), countedBy: z.string() }).optional(),
  }),
  decision: z.object({ verdict: z.string(), reason: z.string(), evidence: Evidence }).optional(),
  /** What the signals said right before each stage that closes or takes over, in the order in which they were asked. */
  confirmations: z
    .array(
      z.object({
        at: Instant,
        stage: StepId,
        verdict: z.enum(['go', 'doubt']),
        code: z.string(),
        reason: z.string(),
        signals: z.array(SignalReading),
      }),
    )
    .default([]),
  answers: z.array(
    z.object({
      at: Instant,
      answer: z.string(),
      operator: z.string(),
      identity: z.string().optional(),
      reason: z.string(),
      stepId: StepId.optional(),
    }),
  ),
  steps: z.array(StepRecord),
  /** Said before everything else, as long as it is so. */
  owed: z.array(OwedRecord).min(1).optional(),
  /** Said before everything else, too. */
  closed: z.array(ClosedRecord).min(1).optional(),
  /** Hashes of the last entry of each stream, and whether each chain is whole. */
  chain: z.object({ isWhole: z.boolean(), heads: z.record(z.string(), z.string()) }),
  entries: z.array(LedgerEntry),
});
export type RecoveryRecord = z.output<typeof RecoveryRecord>;
