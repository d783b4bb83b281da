import * as z from 'zod';
import { Command, Evidence, ExecutionEnding } from '../command.ts';
import { Instant } from '../fields.ts';
import { Finding } from '../finding.ts';
import { StepKind } from '../step-kind.ts';
import { DebtVerdict } from './debt.ts';

/** What is done with the copy that a verification makes. */
const CopyWork = z.enum(['restoreCopy', 'checkCopy', 'discardCopy']);

const ChildEnding = z.enum([...ExecutionEnding.options, 'SUCCEEDED', 'neverBegan']);
export type ChildEnding = z.output<typeof ChildEnding>;

/** What happens to one step, or to the copy of a verification. */
export const stepFacts = {
  /** `since`: when the first look began; the entry itself is written after it. */
  stepStarted: { kind: z.union([StepKind, CopyWork]), findings: z.array(Finding), since: Instant.optional() },
  /** `since`: of silence, when it began. */
  waiting: { because: z.string(), waitSeconds: z.int(), since: Instant.optional() },
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
  /** The execution of this attempt ended, or never began, and left no entry that ends the step. */
  stepLost: { attempt: z.int(), pass: z.int(), ended: ChildEnding },
  /** A look could not be taken for so long, since the ledger or Lambda was away: that does not count to the time of the step. */
  stalled: { since: Instant, seconds: z.int() },
  /** This attempt goes on as the next one, since its history is nearly full. */
  stepHandedOver: { attempt: z.int() },
  /** This attempt had to act, and nobody had confirmed its stage a moment before: the run confirms it and begins the next attempt. */
  stepHeld: { attempt: z.int() },
  /** It was done, by this attempt, and is looked at once more: what was true then may not be so any more. */
  lookDue: { attempt: z.int() },
  /** What was done is so still, or nobody could look; `evidence` says which. */
  stillDone: { evidence: Evidence },
  stepSkipped: {},
  stepAborted: {},
  /** The end of a fence that was owed. `attempt`: the execution of pay-fence that came to it. */
  debtSettled: { verdict: DebtVerdict, because: z.string(), attempt: z.int() },
  /** People have heard of that end, where there was anything to hear. */
  debtTold: { attempt: z.int(), messageId: z.string().optional() },
};
