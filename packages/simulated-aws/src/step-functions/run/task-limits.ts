import type { Clock, Timer } from '../../clock/clock.ts';
import { type Cancellation, createCancellation } from '../cancellation.ts';
import { Cancelled, StateFailure } from '../failure.ts';
import type { Limits } from './task-events.ts';

const msPerSecond = 1000;

export type Watch = Readonly<{
  /** Ends with the attempt: its timeout, its missed heartbeat, or whatever ends the state. */
  cancellation: Cancellation;
  beat: () => void;
  /** What ended the attempt, where a limit did. */
  timeout: () => StateFailure | undefined;
  close: () => void;
}>;

/**
 * TimeoutSeconds and HeartbeatSeconds of one attempt. They count the clock's own seconds, not AWS's shortened ones: what they
 * limit is our code and our people, who are as slow in a rehearsal as elsewhere.
 */
export function watchLimits(clock: Clock, parent: Cancellation, limits: Limits): Watch {
  const cancellation = createCancellation(parent);
  let timeout: StateFailure | undefined;
  let heartbeat: Timer | undefined;
  const end = (error: string) => () => {
    timeout = new StateFailure(error);
    cancellation.cancel();
  };
  const begin = (seconds: number | undefined, error: string): Timer | undefined =>
    seconds === undefined ? undefined : clock.after(seconds * msPerSecond, end(error));
  const beat = () => {
    heartbeat?.cancel();
    heartbeat = begin(limits.heartbeatSeconds, 'States.HeartbeatTimeout');
  };
  const deadline = begin(limits.timeoutSeconds, 'States.Timeout');
  beat();
  const close = () => {
    deadline?.cancel();
    heartbeat?.cancel();
    cancellation.detach();
  };
  return { cancellation, beat, timeout: () => timeout, close };
}

/** Tells a limit's end from one that came from outside the state. */
export const timeoutIn = (watch: Watch, error: unknown): StateFailure | undefined =>
  error instanceof Cancelled ? watch.timeout() : undefined;
