import * as z from 'zod';
import { Evidence, ExecutionEnding } from '../command.ts';
import { SignalReading } from '../detection/signal-reading.ts';
import { Instant, PlanName, RunbookName, StepId } from '../fields.ts';
import { StepFinding } from '../finding.ts';
import { StepKind } from '../step-kind.ts';
import { Answer, Occasion, Question } from './run.ts';

/** What says until when writes may have been acknowledged: detection's watch, the signals as they are, or nobody. */
const LossBasis = z.enum(['watched', 'signals', 'decision']);
export type LossBasis = z.output<typeof LossBasis>;

const Verdict = z.enum(['proceed', 'ask', 'refuse']);

/** What happens to a run as a whole. */
export const runFacts = {
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
    /** When service was first seen to be lost, or said to be: recovery time counts from here, data loss does not. */
    detectedAt: Instant,
    /** Who says so: detection, whoever typed it, or nobody, so that the start of the run counts. */
    detectedBy: z.enum(['signals', 'operator', 'start']).optional(),
    acceptDataLoss: z.boolean(),
    epoch: z.int(),
    executionArn: z.string(),
  },
  /** Before or in place of runOpened: the input, the lock, hold-down or the kill switch said no. */
  runRefused: { reason: z.string(), plan: PlanName.optional(), dryRun: z.boolean() },
  /** What the steps of a kind found before anything was done. `steps`: how many were looked at. */
  assessed: { kind: StepKind, steps: z.int(), findings: z.array(StepFinding) },
  /** May stand several times: each is made on fresh evidence, and the last one counts. */
  decided: {
    verdict: Verdict,
    code: z.string().optional(),
    reason: z.string(),
    evidence: Evidence,
    /** What may be answered, when it asks. */
    answers: z.array(Answer.shape.answer).optional(),
    /** Of a dry run: what would become of the run that it is a rehearsal of. */
    withoutDryRun: z.object({ verdict: Verdict, code: z.string(), reason: z.string() }).optional(),
    /** Until when writes may have been acknowledged, as it was measured: data loss counts until here. */
    lostSince: Instant.optional(),
    lossBasis: LossBasis.optional(),
    /** The stage that it is about; absent: the whole run. */
    stage: StepId.optional(),
  },
  /**
   * The signals were read again right before a stage that closes or takes over. `doubt`: the run is decided on anew before the stage
   * begins. `signals`: none where they were not asked.
   */
  stageConfirmed: {
    stage: StepId,
    verdict: z.enum(['go', 'doubt']),
    code: z.string(),
    reason: z.string(),
    signals: z.array(SignalReading),
  },
  asked: {
    question: Question,
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
  /** `pass`: a stage is run again for steps that were lost; absent: the first time. `fencedAt`: since when every fence of the stages before is proven; absent while one is not. */
  stageChosen: {
    stage: StepId,
    steps: z.array(StepId),
    wide: z.boolean(),
    pass: z.int().optional(),
    fencedAt: Instant.optional(),
  },
  /** `status`: the execution of the run itself ended so, and settle-run found it. */
  runFailed: { state: z.string(), error: z.string(), cause: z.string(), status: ExecutionEnding.optional() },
  /** A run that had ended goes on: somebody redrove its execution. `superseded`: it may not, since another run has come. */
  runResumed: { superseded: z.string().optional() },
  proven: { verdict: z.enum(['succeeded', 'failed', 'partiallyDone', 'unknown']), reason: z.string() },
  recorded: { location: z.string(), seal: z.string(), endedAt: Instant.optional() },
  notified: { topic: z.string(), messageId: z.string() },
  /** `unpublished`: the error with which the figures of a verification could not be sent. */
  runClosed: { holdDownUntil: Instant.optional(), unpublished: z.string().optional() },
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
};
