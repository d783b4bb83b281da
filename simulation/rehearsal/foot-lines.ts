import type { Writable } from 'node:stream';

export type Terminal = Writable & { isTTY?: boolean; columns?: number };

/** Lines at the foot of a terminal that are drawn over again; nothing at all where there is no terminal. */
export const createFootLines = (out: Terminal) => {
  let drawn = 0;
  const clear = () => {
    if (drawn > 0) out.write(`\x1b[${drawn}F\x1b[0J`);
    drawn = 0;
  };
  const draw = (lines: readonly string[]) => {
    if (!out.isTTY) return;
    clear();
    for (const line of lines) out.write(`${line}\n`);
    drawn = lines.length;
  };
  return { clear, draw };
};
