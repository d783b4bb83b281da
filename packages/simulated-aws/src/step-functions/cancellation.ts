import type { Clock } from '../clock/clock.ts';
import { Cancelled } from './failure.ts';

/** Ends work from outside. What a child is told stays with it and its own children; what a parent is told reaches all. */
export type Cancellation = Readonly<{
  isCancelled: () => boolean;
  cancel: () => void;
  /** Calls `listener` once when cancelled; answers how to forget it. */
  onCancel: (listener: () => void) => () => void;
  /** Lets go of the parent, so that a long-lived one does not collect children that are done. */
  detach: () => void;
}>;

export function createCancellation(parent?: Cancellation): Cancellation {
  const listeners = new Set<() => void>();
  let isCancelled = false;
  const cancel = () => {
    if (isCancelled) return;
    isCancelled = true;
    for (const listener of [...listeners]) listener();
    listeners.clear();
  };
  const onCancel = (listener: () => void) => {
    if (isCancelled) listener();
    else listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  };
  const detach = parent?.onCancel(cancel) ?? (() => undefined);
  return { isCancelled: () => isCancelled, cancel, onCancel, detach };
}

/** The work's own ending, or Cancelled as soon as that is told; the work itself may then go on unseen, as Lambdas do. */
export const unlessCancelled = <T>(cancellation: Cancellation, work: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const forget = cancellation.onCancel(() => reject(new Cancelled()));
    work.then(resolve, reject).finally(forget);
  });

export const pause = (clock: Clock, delayMs: number, cancellation: Cancellation): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = clock.after(delayMs, () => {
      forget();
      resolve();
    });
    const forget = cancellation.onCancel(() => {
      timer.cancel();
      reject(new Cancelled());
    });
  });
