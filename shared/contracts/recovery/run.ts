import * as z from 'zod';
import { Instant, PlanName, RunbookName, RunId, StepId } from '../fields.ts';
import { IdentityProof } from '../identity-proof.ts';
import { isReasonOfPerson, OperatorName, Reason, StatedReason, unsaidReason } from '../said.ts';
import { StepKind } from '../step-kind.ts';
import { Payment } from './payment.ts';

export const Occasion = z.enum(['incident', 'rehearsal']);

/** What a person types in the console, or `detect` sends. Closed; resources come from the deployed plan only. */
export const StartRecovery = z
  .strictObject({
    plan: PlanName,
    /** Default: the runbook that the plan's response names. */
    runbook: RunbookName.optional(),
    occasion: Occasion.default('incident'),
    reason: StatedReason,
    /** Who starts it; `detect` leaves it out. */
    operator: OperatorName.optional(),
    /**
     * When service was first seen to be lost. Default: the start of the run. Recovery time counts from here, and nothing else:
     * how much data is lost is measured.
     */
    detectedAt: Instant.optional(),
    dryRun: z.boolean().default(false),
    /** More caution than the plan asks for; never less, whoever asks. */
    mode: z.enum(['approval', 'automatic']).optional(),
    /** A named operator does not wait until the plan has rested. */
    bypassHoldDown: z.boolean().default(false),
    /** A named operator accepts that data older than the plan's maxLag is lost. */
    acceptDataLoss: z.boolean().default(false),
    /** What the caller believes is deployed; a run refuses when it is not. */
    planHash: z.string().optional(),
    /** What AWS says of whom the operator's name stands for. */
    identity: IdentityProof.optional(),
  })
  .refine(isReasonOfPerson, unsaidReason)
  .refine(({ operator, identity }) => identity === undefined || operator !== undefined, {
    message: 'an identity goes with a name',
    path: ['operator'],
  });
export type StartRecovery = z.output<typeof StartRecovery>;

/** Input of OpenRun: the execution's own facts and whatever was typed. */
export const OpenRunInput = z.object({
  executionArn: z.string(),
  executionName: RunId,
  startedAt: Instant,
  input: z.unknown(),
});
export type OpenRunInput = z.output<typeof OpenRunInput>;

/** All that travels between the states of a run. Facts live in the ledger. */
export const RunRef = z.object({ runId: RunId });
export type RunRef = z.output<typeof RunRef>;

export const OpenRunOutput = z.object({
  verdict: z.enum(['opened', 'refused']),
  occasion: Occasion,
  /** Of the steps that are assessed before anything is done; none where nothing was opened. */
  kinds: z.array(StepKind),
});
export type OpenRunOutput = z.output<typeof OpenRunOutput>;

export const DecideRecoveryOutput = z.object({
  verdict: z.enum(['proceed', 'ask', 'refuse']),
  approvalSeconds: z.int(),
});
export type DecideRecoveryOutput = z.output<typeof DecideRecoveryOutput>;

/** Input of the two functions that publish a question. */
export const AskInput = z.object({ runId: RunId, taskToken: z.string(), stepId: StepId.optional() });
export type AskInput = z.output<typeof AskInput>;

/** `unanswered`: how many have been asked before and said nothing, which tells whose turn it is. */
export const AskApprovalInput = AskInput.extend({ unanswered: z.int().min(0) });
export type AskApprovalInput = z.output<typeof AskApprovalInput>;

export const EscalateApprovalInput = RunRef.extend({ unanswered: z.int().min(0) });
export type EscalateApprovalInput = z.output<typeof EscalateApprovalInput>;
export const EscalateApprovalOutput = z.object({
  verdict: z.enum(['ask', 'end']),
  unanswered: z.int().min(0),
  approvalSeconds: z.int().min(1),
});
export type EscalateApprovalOutput = z.output<typeof EscalateApprovalOutput>;

/** What a person is asked about: the whole run, a step that failed, the question that a step is, or a failure of the run itself. */
export const Question = z.enum(['approval', 'stepFailed', 'operatorStep', 'runFailed']);

/** What `aws stepfunctions send-task-success --task-output` must hold. */
export const Answer = z.strictObject({
  answer: z.enum(['approve', 'acceptLoss', 'restore', 'refuse', 'retry', 'skip', 'abort']),
  operator: OperatorName,
  reason: Reason,
  identity: IdentityProof.optional(),
});
export type Answer = z.output<typeof Answer>;

export const RecordAnswerInput = z.object({ runId: RunId, stepId: StepId.optional(), answer: z.unknown() });
export type RecordAnswerInput = z.output<typeof RecordAnswerInput>;
export const RecordAnswerOutput = z.object({
  answer: z.enum(['approve', 'acceptLoss', 'restore', 'refuse', 'retry', 'skip', 'abort', 'invalid']),
});
export type RecordAnswerOutput = z.output<typeof RecordAnswerOutput>;

/** One child execution of `run-step`. */
export const StageStep = z.object({
  stepId: StepId,
  kind: StepKind,
  onFailure: z.enum(['ask', 'stop']),
  /** Execution name of the child: run, step and attempt, shortened to 80 characters. */
  childName: z.string().max(80),
  /** From 1; another one follows an execution that was lost, or that handed over. */
  attempt: z.int().min(1),
  askSeconds: z.int(),
});
export type StageStep = z.output<typeof StageStep>;

/** The stage that the run has just come through, or a dash: what is still open in it will not end by itself. */
const RanStage = z.union([StepId, z.literal('-')]);

/** `ranPass`: how many times that stage has been run; a stage is run again for steps that were lost. */
export const ChooseNextStageInput = RunRef.extend({ ranStage: RanStage, ranPass: z.int().min(0).default(0) });
export type ChooseNextStageInput = z.output<typeof ChooseNextStageInput>;

export const ChooseNextStageOutput = z.object({
  next: z.enum(['inline', 'distributed', 'finished', 'stop', 'ask']),
  stage: RanStage,
  pass: z.int().min(0),
  steps: z.array(StageStep),
  /** It holds a step that closes or takes over and that has not acted: the signals are read again before it begins. */
  isAskedAgain: z.boolean(),
  /** How long a person has to answer, when one is asked about the run. */
  askSeconds: z.int().min(1),
});
export type ChooseNextStageOutput = z.output<typeof ChooseNextStageOutput>;

export const StepInput = z.object({
  runId: RunId,
  stepId: StepId,
  attempt: z.int().min(1).default(1),
  /** Events that the execution has used up before this look, by our own count, and attempts of this look that came to nothing. */
  used: z.int().min(0).default(0),
  retries: z.int().min(0).default(0),
  /** When the machine came to this look, whose first attempts may have failed; empty where that is not told. */
  enteredAt: z.union([Instant, z.literal('')]).default(''),
  /** When this step was last looked at in this execution; empty before the first look (CloudFormation takes no null). */
  lookedAt: z.union([Instant, z.literal('')]).default(''),
});
export type StepInput = z.output<typeof StepInput>;

/** To the function of a kind of step: to assess all steps of this kind, before anything has been done. */
export const AssessInput = RunRef.extend({ assessKind: StepKind });
export type AssessInput = z.output<typeof AssessInput>;
export const AssessOutput = z.object({ assessed: z.int() });
export type AssessOutput = z.output<typeof AssessOutput>;

/** `owed`: the run goes on without it. `held`: it may act only when its stage was confirmed a moment ago. */
const StepStatus = z.enum(['done', 'waiting', 'failed', 'owed', 'held']);

export const StepOutput = z.object({
  status: StepStatus,
  waitSeconds: z.int().min(1),
  /** In words, for whoever looks at the execution in the console. */
  because: z.string().max(300),
  lookedAt: Instant,
  /** Of a step that left something owed: who is to do it. */
  payment: Payment.optional(),
});
export type StepOutput = z.output<typeof StepOutput>;

/** `handOver`: the history is nearly full, so the step goes on in the execution of `next`. */
export const StepTaskOutput = StepOutput.extend({
  status: z.enum([...StepStatus.options, 'handOver']),
  used: z.int().min(0),
  next: z.object({ attempt: z.int().min(2), childName: z.string().max(80) }).optional(),
});
export type StepTaskOutput = z.output<typeof StepTaskOutput>;

/** Something that the machine itself caught: a function that died, a task that timed out. */
export const RecordFailureInput = z.object({
  runId: RunId,
  stepId: StepId.optional(),
  /** How often it has been tried before. */
  retries: z.int().min(0).default(0),
  state: z.string(),
  /** Step Functions' own error output; the cause may be missing. */
  failure: z.object({ Error: z.string().default('unknown'), Cause: z.string().default('') }),
});
export type RecordFailureInput = z.output<typeof RecordFailureInput>;

/**
 * `ask`: the run had been let go on, so a person decides what becomes of it; or the question, of a run or a step, never got through.
 * `prove`: a person was asked about the run and gave no answer, so it is judged by what was done.
 */
export const RecordFailureOutput = z.object({ verdict: z.enum(['ask', 'prove', 'end']), askSeconds: z.int().min(1) });
export type RecordFailureOutput = z.output<typeof RecordFailureOutput>;

/** The error of an execution whose run lacks record, notice or an open lock, and nothing else: settle-run makes what is missing. */
export const notSettled = 'NotSettled';

/** Of a closing task: how often it has been tried before, which tells when people must hear that nothing can be read. */
export const ClosingInput = RunRef.extend({ retries: z.int().min(0).default(0) });
export type ClosingInput = z.output<typeof ClosingInput>;

/** Of a task whose answer nobody reads: what it did is in the ledger. */
export const Nothing = z.object({});
export type Nothing = z.output<typeof Nothing>;
