import type { RunId } from '../../contracts/fields.ts';
import type { OpenQuestion } from '../recovery/open-question.ts';

/** A run that waits for an answer. */
export type AskingRun = Readonly<{ runId: RunId }> & OpenQuestion;

/** From the first bad reading until all is well again. A run is named after it, so that one outage starts one run. */
export type Episode = Readonly<{
  startedAt: string;
  /** Since when the quorum has held without a break, as seen by the looks so far. */
  lostSince?: string;
  /** Runs started in it by Lifeboat itself. */
  starts: number;
  lastStartAt?: string;
}>;

/** What one look leaves for the next. `by`: the execution that looked. */
export type Watch = Readonly<{
  episode?: Episode;
  lastRefusal?: Readonly<{ code: string; at: string; by?: string }>;
  /** What was told last of the service to those who are to answer a run. */
  told?: Readonly<{ runId: RunId; turn: 'well' | 'lost'; at: string; by: string }>;
}>;

/** How the last run of an incident ended, for whoever asks whether another may start by itself. */
export type LastRun = Readonly<{
  runId: RunId;
  /** `changed`: it made or may have made a change. `declined`: a person said no, or nobody said anything. `unchanged`: facts stood against it. */
  ended: 'changed' | 'declined' | 'unchanged';
  at: string;
}>;

/** Where a plan stands between runs. */
export type PlanStanding = Readonly<{
  /** The reason that stands with the kill switch of the plan or of all plans. */
  killSwitch?: string;
  /** The run that holds the lock, and whether its execution can still act. */
  inProgress?: RunId;
  /** What that run waits for a person to say. Looked for during an outage only. */
  question?: OpenQuestion;
  holdDownUntil?: string;
  lastRun?: LastRun;
  /** The run that a person has seen and signed off: hold-down and the bar after a failover end with it. */
  acknowledged?: RunId;
}>;

export const isAcknowledged = ({ lastRun, acknowledged }: PlanStanding): boolean =>
  lastRun !== undefined && acknowledged === lastRun.runId;
