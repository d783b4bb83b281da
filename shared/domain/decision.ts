import type { Command, Evidence } from '../contracts/command.ts';

/** A call that was made, by what the ledger has of it. Times are ISO 8601 in UTC. */
export type Act = Readonly<{
  command: Command;
  at: string;
  result: 'accepted' | 'rejected' | 'unknown';
  error?: string | undefined;
  /** What the decision rested on. */
  evidence?: Evidence | undefined;
  /** What AWS gave to follow the call by. */
  receipt?: Receipt | undefined;
}>;

export type Receipt = Readonly<Record<string, string>>;

/** What one look at a step, or at a copy of a verification, comes to. */
export type Decision<C extends Command = Command> =
  | { done: Evidence }
  /** `since`: of silence, when it began. */
  | { wait: number; because: string; since?: string }
  /** `evidence` goes into the ledger with the intent: what nobody can look up once the call has been made. */
  | { act: C; because: string; evidence?: Evidence }
  /** The run goes on without it, and it stays to be done. */
  | { owe: Evidence; because: string }
  | { refuse: string }
  /** `error`: a name by which the record knows this failure from others. */
  | { fail: string; error?: string };

/** A decision to make a call. */
export type ActDecision<C extends Command = Command> = Extract<Decision<C>, { act: C }>;

/** A decision by which the step comes to its end and the run goes on. */
export type Ending = Extract<Decision, { done: Evidence } | { owe: Evidence }>;
