import * as z from 'zod';
import { Instant } from '../fields.ts';

/**
 * What one look at a signal gave. Only `bad` counts towards the quorum and only `good` against an outage; all the others
 * say nothing about the service, each for a reason of its own.
 */
export const SignalState = z.enum([
  'bad',
  'good',
  /** CloudWatch has too little data to say. */
  'insufficientData',
  /** A composite alarm whose suppressor holds it back. */
  'suppressed',
  /** A mute rule is in force: somebody expects noise. */
  'muted',
  /** Alarm actions switched off, or a health check that is disabled: always healthy, or always unhealthy when it is inverted, too. */
  'disabled',
  /** The data behind it are too old. */
  'stale',
  /** It has the name that the plan gives and is about something else. */
  'retargeted',
  /** It contradicts itself: a composite in ALARM with no child in ALARM. */
  'contradictory',
  /** There is no such alarm, health check or instance. */
  'missing',
  /** The look itself failed. */
  'unreadable',
]);
export type SignalState = z.output<typeof SignalState>;

export const SignalReading = z.object({
  /** As people read it: what it is and where. */
  signal: z.string(),
  /** The Region it was observed from; `route53` for Route 53's own checkers all over the world. */
  vantage: z.string(),
  state: SignalState,
  /** In words: a status, an error, the reason that CloudWatch gives. */
  answer: z.string(),
  /** When the look was made. */
  at: Instant,
  /** Since when it has been in this state, as far as the source knows. */
  since: Instant.optional(),
  /** Age of the newest data behind the answer. */
  ageSeconds: z.number().min(0).optional(),
  /** The alarm of this signal, and what keeps it from acting: a mute rule, actions that are disabled, its suppressor. */
  silenced: z.string().optional(),
  /** The alarm was read, and nothing keeps it from acting. Both absent: there is no alarm, or nobody can say. */
  isLoud: z.literal(true).optional(),
});
export type SignalReading = z.output<typeof SignalReading>;
