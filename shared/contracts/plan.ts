import * as z from 'zod';
import { Detection } from './detection/detection.ts';
import { durationWithin, PlanName, RegionName, RunbookName, StepId } from './fields.ts';
import { Pins } from './pins.ts';
import { Rehearsal } from './rehearsal.ts';
import { PlanStep } from './step-kind.ts';
import { Verification } from './verification/verification.ts';

const Stage = z.strictObject({ name: StepId, steps: z.array(PlanStep).min(1).max(1000) });
export type Stage = z.output<typeof Stage>;

const Runbook = z.strictObject({
  kind: z.enum(['failover', 'switchover', 'failback', 'recovery']),
  stages: z.array(Stage).min(1).max(50),
});
export type Runbook = z.output<typeof Runbook>;

const Response = z.strictObject({
  mode: z.enum(['notify', 'approval', 'automatic']).default('approval'),
  runbook: RunbookName,
  /** How long nothing starts by itself after a run: its effects must have time to show. */
  holdDown: durationWithin('5m', '30d'),
  /** How long a question stays open in all. */
  approvalTimeout: durationWithin('1m', '7d'),
  /** Who is asked, one after the other. Named in each notice; route them by the message attribute `contact`. */
  contacts: z.array(z.string().min(1).max(60)).max(10).default([]),
  /** How long the next contact is spared. */
  escalateAfter: durationWithin('1m', '1d').default(900),
  /** The way that is offered when the replica is too far behind: a runbook that restores from a backup. */
  restoreRunbook: RunbookName.optional(),
});

/** One protected service. Closed: an unknown key is refused, nothing is coerced. */
export const Plan = z.strictObject({
  $schema: z.string().optional(),
  plan: PlanName,
  regions: z.strictObject({ primary: RegionName, standby: RegionName }),
  objectives: z.strictObject({ rto: durationWithin('10s', '30d'), rpo: durationWithin('0s', '30d') }),
  detection: Detection,
  response: Response,
  pins: Pins.prefault({}),
  runbooks: z.record(RunbookName, Runbook),
  /** What is restored every week and proven whole. */
  restoreVerification: z.array(Verification).max(200).default([]),
  rehearsal: Rehearsal.optional().meta({
    description: 'What a rehearsal on a laptop cannot guess from the rest of the plan. Nothing of it is deployed.',
  }),
});
export type Plan = z.output<typeof Plan>;

/** A plan as it is deployed: parsed once, at compile time, with the hash of what was parsed and is deployed. */
export type DeployedPlan = Readonly<Omit<Plan, 'rehearsal'> & { hash: string }>;
