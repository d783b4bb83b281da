import * as z from 'zod';
import { about } from './about.ts';
import { Detection } from './detection/detection.ts';
import { durationWithin, PlanName, RegionName, RunbookName, StepId } from './fields.ts';
import { Pins } from './pins.ts';
import { Rehearsal } from './rehearsal.ts';
import { PlanStep } from './step-kind.ts';
import { Verification } from './verification/verification.ts';

const Stage = z.strictObject({
  name: StepId.meta(about('Name of the stage, as approval, record and report show it.', 'data')),
  steps: z.array(PlanStep).min(1).max(1000).meta(about('The steps of the stage. They run side by side.')),
});
export type Stage = z.output<typeof Stage>;

const Runbook = z.strictObject({
  kind: z
    .enum(['failover', 'switchover', 'failback', 'recovery'])
    .meta(
      about(
        'What the runbook is for. `failover`: the primary is lost. `switchover`: planned, both sides healthy. `failback`: back to the original Region. `recovery`: anything that does not change sides.',
        'failover',
      ),
    ),
  stages: z
    .array(Stage)
    .min(1)
    .max(50)
    .meta(about('The stages, one after the other. A stage begins when the stage before it has ended.')),
});
export type Runbook = z.output<typeof Runbook>;

const Response = z.strictObject({
  mode: z
    .enum(['notify', 'approval', 'automatic'])
    .default('approval')
    .meta(
      about(
        'What happens when the service is lost. `notify`: people are told. `approval`: a person is asked before the first act. `automatic`: the run acts by itself when nothing contradicts.',
        'approval',
      ),
    ),
  runbook: RunbookName.meta(
    about('The runbook that is run when the signals say that the service is lost.', 'region-failover'),
  ),
  holdDown: durationWithin('5m', '30d').meta(
    about(
      'How long nothing starts by itself after a run, so that its effects have time to show. People may start a run meanwhile.',
      '1h',
    ),
  ),
  approvalTimeout: durationWithin('1m', '7d').meta(about('How long a question stays open in all.', '30m')),
  contacts: z
    .array(z.string().min(1).max(60))
    .max(10)
    .default([])
    .meta(
      about(
        'Who is asked, one after the other. Each notice names the contact in its message attribute `contact`; route by it.',
        ['on-call engineer', 'team lead'],
      ),
    ),
  escalateAfter: durationWithin('1m', '1d')
    .default(900)
    .meta(about('How long a question waits for one contact before it goes to the next.', '10m')),
  restoreRunbook: RunbookName.optional().meta(
    about(
      'The runbook that is offered when the replica is too far behind: it restores from a backup.',
      'restore-in-standby',
    ),
  ),
});

/** One protected service. Closed: an unknown key is refused, nothing is coerced. */
export const Plan = z.strictObject({
  $schema: z.string().optional().meta(about('For editors; Lifeboat does not read it.', './plan.schema.json')),
  plan: PlanName.meta(
    about(
      'Name of the protected service. Inputs, notices, records and the items of the control table use it.',
      'shielda',
    ),
  ),
  regions: z
    .strictObject({
      primary: RegionName.meta(about('The Region that serves, and whose loss the plan is for.', 'us-west-2')),
      standby: RegionName.meta(about('The Region that takes over. Lifeboat is deployed here.', 'us-east-1')),
    })
    .meta(about('The two Regions.')),
  objectives: z
    .strictObject({
      rto: durationWithin('10s', '30d').meta(
        about('Recovery time objective: the longest time without service.', '30m'),
      ),
      rpo: durationWithin('0s', '30d').meta(
        about('Recovery point objective: the most data that may be lost, as time.', '5m'),
      ),
    })
    .meta(about('What a run is measured against.')),
  detection: Detection.meta(about('How Lifeboat sees that the service is lost.')),
  response: Response.meta(about('What it does then.')),
  pins: Pins.prefault({}).meta(
    about('What the names of the plan must stand for. What is not pinned is known by its name alone.'),
  ),
  runbooks: z
    .record(RunbookName, Runbook)
    .meta(about('The runbooks, by name: lower-case letters, digits and dashes, 41 at most.')),
  restoreVerification: z
    .array(Verification)
    .max(200)
    .default([])
    .meta(
      about(
        'The backups that are restored every week and proven whole. Every database that a step names needs an entry.',
      ),
    ),
  rehearsal: Rehearsal.optional().meta(
    about('What a rehearsal on a laptop cannot guess from the rest of the plan. Nothing of it is deployed.'),
  ),
});
export type Plan = z.output<typeof Plan>;

/** A plan as it is deployed: parsed once, at compile time, with the hash of what was parsed and is deployed. */
export type DeployedPlan = Readonly<Omit<Plan, 'rehearsal'> & { hash: string }>;
