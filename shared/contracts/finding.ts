import * as z from 'zod';
import { Instant, StepId } from './fields.ts';

const lossSeconds = z.int().min(0).optional();

/** One period of CloudWatch's ReplicaLag: its start, the least and the most of its values. */
const LagPoint = z.object({ at: Instant, least: z.number(), most: z.number() });

/** What the replica holds, as far as anybody can tell. How much is lost follows from when service was. */
const RecoveryPoint = z.object({
  maxLagSeconds: z.number(),
  /** By the replica itself; absent when it could not be asked or has replayed nothing since it started. */
  lastReplayedAt: Instant.optional(),
  /** Only where the replica does not say it itself. */
  datapoints: z.array(LagPoint),
});

/** A standby without a source, and how far both sides have gone on since. */
const Fork = z.object({
  resourceId: z.string(),
  /** Until when it has what the other side wrote. Absent: nobody knows. */
  leftAt: Instant.optional(),
  /** How far the other side is known to have gone on. Absent: it does not answer. */
  otherUntil: Instant.optional(),
});

export const Finding = z.discriminatedUnion('level', [
  /** The step would not get through, whatever anybody says. */
  z.object({ level: z.literal('blocker'), text: z.string() }),
  /** The standby has no source, and this run did not promote it. `lossSeconds`: what the other side wrote since; absent: nobody knows. */
  z.object({ level: z.literal('fork'), text: z.string(), fork: Fork, lossSeconds }),
  /** More would be lost than the plan allows, which a person may weigh. `lossSeconds` absent: nobody knows how much. */
  z.object({ level: z.literal('excessLoss'), text: z.string(), lossSeconds }),
  /** It could not be assessed, or would stop and ask: a person has to say whether to go on. */
  z.object({ level: z.literal('doubt'), text: z.string() }),
  /** Of a promotion, before the decision; whoever decides makes a loss of it. */
  z.object({ level: z.literal('recoveryPoint'), text: z.string(), point: RecoveryPoint }),
  /** `lossSeconds`: what would be lost now, where the finding is about that. */
  z.object({
    level: z.enum(['info', 'warning']),
    text: z.string(),
    lossSeconds,
    /** What it names is in no figure of a loss. */
    isNotCounted: z.literal(true).optional(),
    /** When the look began to which the Region gave no answer. */
    silentSince: Instant.optional(),
  }),
]);
export type Finding = z.output<typeof Finding>;
export type FindingOf<L extends Finding['level']> = Extract<Finding, { level: L }>;

export const StepFinding = z.object({ stepId: StepId }).and(Finding);
export type StepFinding = z.output<typeof StepFinding>;
