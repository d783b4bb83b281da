import type { Evidence } from '../contracts/command.ts';
import type { Stream } from '../contracts/ledger-entry.ts';
import type { StepOutput } from '../contracts/recovery/run.ts';
import type { Ending } from '../domain/decision.ts';
import type { StepHistory } from '../domain/step-history.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { StepRun } from './step.ts';

/** What a look came to; when it was made, and who is to pay what it has left owed, is added outside. */
export type LookResult = Omit<StepOutput, 'lookedAt' | 'payment'>;

/** One look at one piece of work, with all that is needed to carry out what it decides. */
export type Look = Readonly<{
  /** When this attempt began, and now; a dry run writes down what it would have sent. */
  run: Pick<StepRun, 'dryRun' | 'startedAt' | 'now'>;
  /** From the beginning of the attempt to done. */
  timeoutSeconds: number;
  /** How many look side by side. */
  lookers: number;
  history: StepHistory;
  ledger: Ledger;
  stream: Stream;
  /** Why nothing may be sent now: asked right before each call. Undefined: go on. */
  objection: () => Promise<string | undefined>;
  /** Keeps elsewhere what such an end means; what is to stand with it. */
  conclude?: (ending: Ending) => Promise<Evidence>;
  /** Nobody has read the signals a moment ago and said that this stage may begin: then no call is made. */
  isUnconfirmed?: () => Promise<boolean>;
  /** Why the run has to look at an earlier step once more before this one makes its call; undefined: it has not. */
  hold?: string | undefined;
  /** Whether a call that AWS refused for good leaves another one to make. Absent: no call does. */
  leavesAnother?: ((error: string) => boolean) | undefined;
  /** When the look before this one was made, in the same execution; empty when this is the first. */
  lookedAt: string;
  /** How long the chain must be for us to be its only writer. */
  expectedLength: number;
}>;
