import type { DetectionCode, Trigger } from '../../contracts/detection/detect.ts';
import type { SignalReading } from '../../contracts/detection/signal-reading.ts';
import type { DeployedPlan } from '../../contracts/plan.ts';
import type { DatabaseWatch } from './database-failover.ts';
import type { AskingRun, Episode, PlanStanding, Watch } from './standing.ts';
import type { Weighing } from './weighing-of.ts';

export type DetectionFacts = Readonly<{
  plan: Pick<DeployedPlan, 'plan' | 'regions' | 'detection' | 'response'>;
  trigger: Trigger;
  /** The execution that looks. */
  executionArn: string;
  /** Of the stack: an event of another account is not ours. */
  account: string;
  /** When this execution began to look. */
  watchingSince: string;
  now: string;
  readings: readonly SignalReading[];
  database: DatabaseWatch;
  standing: PlanStanding;
  watch: Watch;
}>;

export type DetectionDecision = Readonly<
  { code: DetectionCode; reason: string; watch: Watch } & (
    | { verdict: 'start'; episode: Episode; firstBadAt: string; lostSince: string }
    | { verdict: 'wait'; waitSeconds: number }
    /** `asking`: the run that people are told about. */
    | { verdict: 'refuse'; isNews: boolean; asking?: AskingRun }
    | { verdict: 'quiet' }
  )
>;

export type Situation = Readonly<{ facts: DetectionFacts; weighing: Weighing }>;
