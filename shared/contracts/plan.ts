import * as z from 'zod';
import { Detection } from './detection/detection.ts';
import { durationWithin, PlanName, RegionName, RunbookName, StepId } from './fields.ts';
import { Pins } from './pins.ts';
import { AskOperatorSpec } from './specs/ask-operator.ts';
import { CheckDataSpec } from './specs/check-data.ts';
import { CheckEndpointSpec } from './specs/check-endpoint.ts';
import { FenceDatabaseSpec } from './specs/fence-database.ts';
import { PromoteReplicaSpec } from './specs/promote-replica.ts';
import { ScaleServiceSpec } from './specs/scale-service.ts';
import { SwitchDnsSpec } from './specs/switch-dns.ts';
import { UpdateConfigurationSpec } from './specs/update-configuration.ts';
import { Verification } from './verification/verification.ts';

const common = {
  id: StepId,
  /** A step that is not required may fail without stopping the run. */
  required: z.boolean().default(true),
  onFailure: z.enum(['ask', 'stop']).default('ask'),
  /** From the first look to done. */
  timeout: durationWithin('10s', '3d').default(1800),
};

/** A step names its kind by the one key that holds its spec. */
export const PlanStep = z.union([
  z.strictObject({ ...common, promoteReplica: PromoteReplicaSpec }),
  z.strictObject({ ...common, switchDns: SwitchDnsSpec }),
  z.strictObject({ ...common, scaleService: ScaleServiceSpec }),
  z.strictObject({ ...common, checkEndpoint: CheckEndpointSpec }),
  z.strictObject({ ...common, checkData: CheckDataSpec }),
  z.strictObject({ ...common, fenceDatabase: FenceDatabaseSpec }),
  z.strictObject({ ...common, updateConfiguration: UpdateConfigurationSpec }),
  z.strictObject({ ...common, askOperator: AskOperatorSpec }),
]);
export type PlanStep = z.output<typeof PlanStep>;

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
});
export type Plan = z.output<typeof Plan>;

/** A plan as it is deployed: parsed once, at compile time, with the hash of what was parsed. */
export type DeployedPlan = Readonly<Plan & { hash: string }>;
