type Task = () => void;

/** Why a sandbox is no more. Of what vanished nobody can say what it died of. */
export type Ending = Readonly<
  { kind: 'killed' } | { kind: 'vanished' } | { kind: 'timedOut' } | { kind: 'crashed'; error: unknown }
>;

/**
 * The life of one sandbox. Whatever comes to it from outside (a timer, a byte, an immediate) goes through `run`: at once
 * while it runs, at the thaw while it is frozen between two invocations, never once it is over. What the code of a dead
 * sandbox still does between two awaits has no effect outside, since its sockets are gone.
 */
export type Life = Readonly<{
  run: (task: Task) => void;
  freeze: () => void;
  thaw: () => void;
  end: (ending: Ending) => void;
  isOver: () => boolean;
  /** Called once at the end; the answer takes the listener away again. */
  onEnd: (listener: (ending: Ending) => void) => Task;
}>;

export function createLife(): Life {
  let state: 'running' | 'frozen' | 'over' = 'running';
  const waiting: Task[] = [];
  const listeners = new Set<(ending: Ending) => void>();

  const end = (ending: Ending): void => {
    if (state === 'over') return;
    state = 'over';
    waiting.length = 0;
    for (const listener of [...listeners]) listener(ending);
    listeners.clear();
  };
  const run = (task: Task): void => {
    if (state === 'over') return;
    if (state === 'frozen') {
      waiting.push(task);
      return;
    }
    try {
      task();
    } catch (error) {
      end({ kind: 'crashed', error });
    }
  };
  const thaw = (): void => {
    if (state !== 'frozen') return;
    state = 'running';
    for (const task of waiting.splice(0)) run(task);
  };
  const freeze = (): void => {
    if (state === 'running') state = 'frozen';
  };
  const onEnd: Life['onEnd'] = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return { run, freeze, thaw, end, isOver: () => state === 'over', onEnd };
}
