import * as z from 'zod';
import { Instant, PlanName, RegionName, RunbookName, RunId, StepId } from './fields.ts';
import { Answer, Occasion } from './run.ts';
import { SignalReading } from './signal-reading.ts';
import { StepKind } from './step-kind.ts';
import { verificationFacts } from './verification/facts.ts';

const Json = z.json();

/** The one mutating call that a step decided to make. */
export const Command = z.object({
  service: z.string(),
  operation: z.string(),
  region: RegionName,
  input: z.record(z.string(), Json),
});
export type Command = z.output<typeof Command>;

export const Finding = z.discriminatedUnion('level', [
  z.object({ level: z.literal('blocker'), text: z.string() }),
  /** `lossSeconds`: what would be lost now, where the finding is about that. */
  z.object({ level: z.enum(['info', 'warning']), text: z.string(), lossSeconds: z.int().min(0).optional() }),
  /** More would be lost than the plan allows, which a person may weigh. `lossSeconds` absent: nobody knows how much. */
  z.object({ level: z.literal('excessLoss'), text: z.string(), lossSeconds: z.int().min(0).optional() }),
]);
export type Finding = z.output<typeof Finding>;

export const Evidence = z.record(z.string(), Json);
export type Evidence = z.output<typeof Evidence>;

/** What is done with the copy that a verification makes. */
const CopyWork = z.enum(['restoreCopy', 'checkCopy', 'discardCopy']);

const facts = {
  runOpened: {
    plan: PlanName,
    planHash: z.string(),
    runbook: RunbookName,
    occasion: Occasion,
    dryRun: z.boolean(),
    mode: z.enum(['notify', 'approval', 'automatic']),
    reason: z.string(),
    operator: z.string().optional(),
    /** The ARN that AWS gave for the operator's proof. */
    identity: z.string().optional(),
    detectedAt: Instant,
    /** Data loss counts until here; absent: until detectedAt. */
    lostSince: Instant.optional(),
    acceptDataLoss: z.boolean(),
    epoch: z.int(),
    executionArn: z.string(),
  },
  /** Before or in place of runOpened: the input, the lock, hold-down or the kill switch said no. */
  runRefused: { reason: z.string(), plan: PlanName.optional(), dryRun: z.boolean() },
  decided: {
    verdict: z.enum(['proceed', 'ask', 'refuse']),
    code: z.string().optional(),
    reason: z.string(),
    evidence: Evidence,
    /** What may be answered, when it asks. */
    answers: z.array(Answer.shape.answer).optional(),
  },
  asked: {
    question: z.enum(['approval', 'stepFailed', 'operatorStep']),
    expiresAt: Instant,
    messageId: z.string(),
    /** Who was asked, where the plan names contacts. */
    contact: z.string().optional(),
  },
  /** Nobody answered in the time that was given. */
  unanswered: { contact: z.string().optional() },
  answered: {
    answer: Answer.shape.answer,
    operator: z.string(),
    reason: z.string(),
    /** The ARN that AWS gave for the operator's proof. */
    identity: z.string().optional(),
  },
  answerRejected: { reason: z.string() },
  stageChosen: { stage: StepId, steps: z.array(StepId), wide: z.boolean() },
  /** `since`: when the first look began; the entry itself is written after it. */
  stepStarted: { kind: z.union([StepKind, CopyWork]), findings: z.array(Finding), since: Instant.optional() },
  waiting: { because: z.string(), waitSeconds: z.int() },
  /** `evidence`: what the decision rested on and what nobody can look up once the call has been made. */
  intent: { command: Command, because: z.string(), evidence: Evidence.optional() },
  /** What became of the call: unknown means that no answer came, so the next look decides. */
  outcome: {
    result: z.enum(['accepted', 'rejected', 'unknown']),
    error: z.string().optional(),
    message: z.string().optional(),
    /** What AWS gave to follow the call by. */
    receipt: z.record(z.string(), z.string()).optional(),
  },
  /** A dry run's intent: what would have been sent. */
  withheld: { command: Command, because: z.string(), evidence: Evidence.optional() },
  /** `awsUntil`: the last look that still found AWS at work; what came after it is ours. */
  stepDone: { evidence: Evidence, awsUntil: Instant.optional() },
  stepFailed: { because: z.string(), refused: z.boolean(), error: z.string().optional() },
  stepSkipped: {},
  stepAborted: {},
  runFailed: { state: z.string(), error: z.string(), cause: z.string() },
  proven: { verdict: z.enum(['succeeded', 'failed', 'partiallyDone', 'unknown']), reason: z.string() },
  recorded: { location: z.string(), seal: z.string() },
  notified: { topic: z.string(), messageId: z.string() },
  runClosed: { holdDownUntil: Instant.optional() },
  /** A run that had ended was redriven, and holds its lock again. */
  runResumed: {},
  /** Detection looked at a plan that did not look well and started nothing. In the ledger of the plan's day, not of a run. */
  detectionRefused: {
    plan: PlanName,
    code: z.string(),
    reason: z.string(),
    trigger: z.string(),
    executionArn: z.string(),
    readings: z.array(SignalReading),
    /** Whether people were told. */
    messageId: z.string().optional(),
  },
  ...verificationFacts,
};

const fact = <T extends string, S extends z.core.$ZodLooseShape>(type: T, shape: S) =>
  z.object({ type: z.literal(type), ...shape });

/** What happened, as the caller of the ledger states it. */
export const Fact = z.discriminatedUnion('type', [
  fact('runOpened', facts.runOpened),
  fact('runRefused', facts.runRefused),
  fact('decided', facts.decided),
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
  fact('stepSkipped', facts.stepSkipped),
  fact('stepAborted', facts.stepAborted),
  fact('runFailed', facts.runFailed),
  fact('proven', facts.proven),
  fact('recorded', facts.recorded),
  fact('notified', facts.notified),
  fact('runClosed', facts.runClosed),
  fact('runResumed', facts.runResumed),
  fact('detectionRefused', facts.detectionRefused),
  fact('verificationOpened', facts.verificationOpened),
  fact('leftoverFound', facts.leftoverFound),
  fact('sweepBlind', facts.sweepBlind),
  fact('recoveryPointChosen', facts.recoveryPointChosen),
  fact('copySeen', facts.copySeen),
  fact('checked', facts.checked),
]);
export type Fact = z.output<typeof Fact>;
export type FactOf<T extends Fact['type']> = Extract<Fact, { type: T }>;

/**
 * `run`, or one chain per step: a step has one writer, so its chain has no contention. A verification has one for each of its
 * functions: `point:`, `restore:`, `check:` and `discard:`, then plan and verification with a slash between.
 */
export const Stream = z.union([
  z.literal('run'),
  z.templateLiteral([z.enum(['step', 'point', 'restore', 'check', 'discard']), ':', z.string()]),
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
