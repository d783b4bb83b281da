import * as z from 'zod';
import { Instant, RunId } from './fields.ts';
import { runFacts } from './recovery/facts-of-run.ts';
import { stepFacts } from './recovery/facts-of-step.ts';
import { verificationFacts } from './verification/facts.ts';

const facts = { ...runFacts, ...stepFacts, ...verificationFacts };

const fact = <T extends string, S extends z.core.$ZodLooseShape>(type: T, shape: S) =>
  z.object({ type: z.literal(type), ...shape });

/** What happened, as the caller of the ledger states it. */
export const Fact = z.discriminatedUnion('type', [
  fact('runOpened', facts.runOpened),
  fact('runRefused', facts.runRefused),
  fact('assessed', facts.assessed),
  fact('decided', facts.decided),
  fact('stageConfirmed', facts.stageConfirmed),
  fact('asked', facts.asked),
  fact('unanswered', facts.unanswered),
  fact('answered', facts.answered),
  fact('answerRejected', facts.answerRejected),
  fact('stageChosen', facts.stageChosen),
  fact('stepStarted', facts.stepStarted),
  fact('waiting', facts.waiting),
  fact('intent', facts.intent),
  fact('outcome', facts.outcome),
  fact('withheld', facts.withheld),
  fact('stepDone', facts.stepDone),
  fact('stepFailed', facts.stepFailed),
  fact('stepLost', facts.stepLost),
  fact('stalled', facts.stalled),
  fact('stepHandedOver', facts.stepHandedOver),
  fact('stepHeld', facts.stepHeld),
  fact('lookDue', facts.lookDue),
  fact('stillDone', facts.stillDone),
  fact('stepSkipped', facts.stepSkipped),
  fact('stepAborted', facts.stepAborted),
  fact('debtSettled', facts.debtSettled),
  fact('debtTold', facts.debtTold),
  fact('runFailed', facts.runFailed),
  fact('runResumed', facts.runResumed),
  fact('proven', facts.proven),
  fact('recorded', facts.recorded),
  fact('notified', facts.notified),
  fact('runClosed', facts.runClosed),
  fact('detectionRefused', facts.detectionRefused),
  fact('verificationOpened', facts.verificationOpened),
  fact('leftoverFound', facts.leftoverFound),
  fact('claimsRead', facts.claimsRead),
  fact('sweepBlind', facts.sweepBlind),
  fact('recoveryPointChosen', facts.recoveryPointChosen),
  fact('copySeen', facts.copySeen),
  fact('checked', facts.checked),
  fact('copyBroke', facts.copyBroke),
  fact('listedBeside', facts.listedBeside),
]);
export type Fact = z.output<typeof Fact>;
export type FactOf<T extends Fact['type']> = Extract<Fact, { type: T }>;

/**
 * `run`, or one chain per step, and before the first act one per kind, `assess:`: each has one writer, so that none has contention.
 * `debt:` and a step: what pay-fence does for a fence that the step could not make.
 * A verification has one for each of its functions: `point:`, `restore:`, `check:` and `discard:`, then plan and verification
 * with a slash between.
 */
export const Stream = z.union([
  z.literal('run'),
  z.templateLiteral([z.enum(['step', 'assess', 'debt', 'point', 'restore', 'check', 'discard']), ':', z.string()]),
]);
export type Stream = z.output<typeof Stream>;

/** A fact in its place: numbered from 0 within its stream, chained by hash to the entry before it. */
export const LedgerEntry = z.object({
  runId: RunId,
  stream: Stream,
  sequence: z.int(),
  at: Instant,
  previousHash: z.string(),
  hash: z.string(),
  fact: Fact,
});
export type LedgerEntry = z.output<typeof LedgerEntry>;
