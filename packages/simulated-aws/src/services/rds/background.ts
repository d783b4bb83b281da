import type { Clock } from '../../clock/clock.ts';
import { addEvent } from './events.ts';
import type { Instance } from './instances/instance.ts';
import { type Store, setStatus, settleDoor } from './store.ts';

/** Real work of a database, for which a virtual clock must stand still. */
export async function holding<T>(clock: Clock, work: () => Promise<T> | undefined): Promise<T | undefined> {
  const release = clock.hold();
  try {
    return await work();
  } finally {
    release();
  }
}

/** What RDS does after it has answered. A database that fails at it leaves the instance `failed`, with the reason. */
export function inBackground(store: Store, instance: Instance, work: () => Promise<void>): void {
  instance.isBusy = true;
  const fail = (error: unknown): void => {
    instance.isServing = false;
    settleDoor(store, instance);
    addEvent(store, instance, { event: 'RDS-EVENT-0031', words: [`failed (${String(error)})`] });
    setStatus(store, instance, 'failed');
  };
  const end = (): void => {
    instance.isBusy = false;
  };
  work().catch(fail).finally(end);
}

/** Waits until so many seconds of AWS's time after a moment. */
export const untilAfter = (store: Store, moment: number) => (seconds: number) =>
  store.world.clock.sleep(moment + store.world.awsTime(seconds) - store.world.clock.now());

/** The server goes down: connections are lost, and refused until `comeUp`. */
export function goDown(store: Store, instance: Instance): void {
  instance.isServing = false;
  settleDoor(store, instance);
  instance.door.hangUp();
}

export function comeUp(store: Store, instance: Instance): void {
  instance.isServing = true;
  settleDoor(store, instance);
}
