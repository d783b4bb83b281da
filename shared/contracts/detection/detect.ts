import * as z from 'zod';
import { AlarmName, Instant, PlanName, RegionName, RunId } from '../fields.ts';
import { Question, StartRecovery } from '../recovery/run.ts';
import { SignalReading } from './signal-reading.ts';

/** CloudWatch writes 2026-01-05T03:00:00.000+0000, which is ISO 8601 without its colon. */
const EventInstant = z
  .string()
  .transform((text) => text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
  .pipe(z.iso.datetime({ offset: true }))
  .transform((text) => new Date(text).toISOString());

/** What an EventBridge rule of the stack makes of an alarm event: enough to check where it came from, nothing to act on. */
const AlarmTrigger = z.strictObject({
  by: z.literal('alarm'),
  plan: PlanName,
  eventId: z.string().max(100),
  account: z.string().regex(/^\d{12}$/),
  region: RegionName,
  alarm: AlarmName,
  state: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
  at: EventInstant,
});

const ScheduleTrigger = z.strictObject({ by: z.literal('schedule'), plan: PlanName, at: z.iso.datetime() });

/** Somebody in the console who wants the plan to be looked at now. */
const PersonTrigger = z.strictObject({ by: z.literal('person').default('person'), plan: PlanName });

/** Closed. Whatever it says only wakes: what counts is how the signals stand when they are read. */
export const Trigger = z.union([AlarmTrigger, ScheduleTrigger, PersonTrigger]);
export type Trigger = z.output<typeof Trigger>;

/** The execution's own facts and whatever started it. */
export const WeighSignalsInput = z.object({
  executionArn: z.string(),
  executionName: z.string(),
  startedAt: Instant,
  trigger: z.unknown(),
});
export type WeighSignalsInput = z.output<typeof WeighSignalsInput>;

/** Why a plan is or is not failed over. A contract with people: the recovery records and the notices quote it. */
export const DetectionCode = z.enum([
  'quorum',
  'gathering',
  'dwelling',
  'databaseFailsOver',
  'healthy',
  'recovered',
  'noQuorum',
  'onlyInside',
  'blind',
  'notifyOnly',
  'eventTooOld',
  'foreignEvent',
  'killSwitch',
  'maintenance',
  /** Every alarm of the plan that can be read is muted, held back or has its actions disabled. */
  'silenced',
  'inProgress',
  /** A run waits for an answer, and what it asks about has changed. */
  'wellAgain',
  'lostAgain',
  'failedOver',
  'heldDown',
  'declined',
  'started',
  'exhausted',
  'watched',
]);
export type DetectionCode = z.output<typeof DetectionCode>;

/** The run that waits for an answer, and who was asked. */
const Asking = z.object({
  runId: RunId,
  question: Question,
  contact: z.string().optional(),
});

const Verdict = {
  plan: PlanName,
  code: DetectionCode,
  /** In words, for whoever looks at the execution. */
  reason: z.string(),
};

export const WeighSignalsOutput = z.discriminatedUnion('verdict', [
  z.object({ verdict: z.literal('start'), ...Verdict, executionName: RunId, recovery: StartRecovery }),
  z.object({ verdict: z.literal('wait'), ...Verdict, waitSeconds: z.int().min(1) }),
  /** `isNews`: people have not been told of it yet. */
  z.object({
    verdict: z.literal('refuse'),
    ...Verdict,
    isNews: z.boolean(),
    /** Of this plan: what a person would acknowledge. */
    lastRun: RunId.optional(),
    asking: Asking.optional(),
    readings: z.array(SignalReading),
  }),
  z.object({ verdict: z.literal('quiet'), ...Verdict }),
]);
export type WeighSignalsOutput = z.output<typeof WeighSignalsOutput>;

/** Input of ProbeEndpoints, from its schedule: the minute that it is to ask in. */
export const ProbeMinute = z.object({ at: Instant });
export type ProbeMinute = z.output<typeof ProbeMinute>;

/** Input of RecordRefusal: what was decided, or what the machine itself caught. */
export const RecordRefusalInput = z.object({
  executionArn: z.string(),
  /** How often it has been tried before. */
  retries: z.int().min(0).default(0),
  trigger: z.unknown(),
  refusal: z.union([
    z.object({
      plan: PlanName,
      code: DetectionCode,
      reason: z.string(),
      isNews: z.boolean(),
      lastRun: RunId.optional(),
      asking: Asking.optional(),
      readings: z.array(SignalReading),
    }),
    z.object({
      state: z.string(),
      failure: z.object({ Error: z.string().default('unknown'), Cause: z.string().default('') }),
    }),
  ]),
});
export type RecordRefusalInput = z.output<typeof RecordRefusalInput>;
