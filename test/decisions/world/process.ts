import type { Turn } from '../../support/memory-control.ts';
import type { Turns } from './turns.ts';

/** One execution with a clock of its own, which may be wrong. What is killed makes no further call and gets no answer. */
export type Process = Readonly<{
  turn: Turn;
  /** ISO 8601 in UTC. */
  now: () => string;
  sleep: (seconds: number) => Promise<void>;
  kill: () => void;
  isDead: () => boolean;
}>;

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** `mostTurns`: it dies at its next call after so many. */
type Frailty = Readonly<{ skewSeconds: number; mostTurns: number; died: () => void }>;

export const createProcess = (turns: Turns, { skewSeconds, mostTurns, died }: Frailty): Process => {
  let isDead = false;
  let taken = 0;
  const kill = (): void => {
    isDead = true;
    died();
  };
  const turn: Turn = async (act) => {
    if (!isDead && taken >= mostTurns) kill();
    if (isDead) return await never();
    taken += 1;
    const done = await turns.turn(() => (isDead ? undefined : { answer: act() }));
    return done === undefined ? await never() : done.answer;
  };
  const sleep = (seconds: number): Promise<void> =>
    new Promise((resolve) => turns.at(turns.now() + seconds * 1000, () => !isDead && resolve()));
  return {
    turn,
    now: () => new Date(turns.now() + skewSeconds * 1000).toISOString(),
    sleep,
    kill,
    isDead: () => isDead,
  };
};
