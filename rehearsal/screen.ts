import type { Writable } from 'node:stream';

const redrawMs = 200;

export type Terminal = Writable & { isTTY?: boolean; columns?: number };

export type Screen = Readonly<{
  /** A line that stays. */
  write: (line: string) => void;
  /** Keeps still while a person is asked; what is written meanwhile is shown afterwards. */
  hush: <T>(work: () => Promise<T>) => Promise<T>;
  end: () => void;
}>;

/** Lines that stay and, on a terminal, lines at the foot that are drawn over again; without a terminal only the first. */
export function createScreen(out: Terminal, foot: (width: number) => readonly string[]): Screen {
  let drawn = 0;
  let held: string[] | undefined;

  const clear = () => {
    if (drawn > 0) out.write(`\x1b[${drawn}F\x1b[0J`);
    drawn = 0;
  };
  const draw = () => {
    if (!out.isTTY || held !== undefined) return;
    clear();
    const lines = foot(out.columns ?? 100);
    for (const line of lines) out.write(`${line}\n`);
    drawn = lines.length;
  };
  const write = (line: string) => {
    if (held !== undefined) {
      held.push(line);
      return;
    }
    clear();
    out.write(`${line}\n`);
    draw();
  };
  const hush: Screen['hush'] = async (work) => {
    clear();
    held = [];
    try {
      return await work();
    } finally {
      const lines = held;
      held = undefined;
      for (const line of lines) write(line);
    }
  };

  const ticking = out.isTTY ? setInterval(draw, redrawMs) : undefined;
  const end = () => {
    clearInterval(ticking);
    clear();
  };
  return { write, hush, end };
}
