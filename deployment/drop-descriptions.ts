import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const opening = /\.meta\(\s*about\(/;
const token = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|[()]/g;

/** The same code without `.meta(about(…))`; its line ends stay, so that a stack trace still names the right line. */
export function withoutDescriptions(text: string): string {
  const start = text.search(opening);
  if (start === -1) return text;
  const end = closingOf(text, start + '.meta'.length);
  const lineEnds = text.slice(start, end).replace(/[^\n]/g, '');
  return `${text.slice(0, start)}${lineEnds}${withoutDescriptions(text.slice(end))}`;
}

/** Where the parenthesis that is open at `from` closes; texts are passed over. */
function closingOf(text: string, from: number): number {
  let depth = 0;
  token.lastIndex = from;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    if (found[0] === '(') depth += 1;
    if (found[0] === ')') depth -= 1;
    if (depth === 0) return token.lastIndex;
  }
  throw new SyntaxError(`not closed: ${text.slice(from, from + 80)}`);
}

/** What the fields of a plan mean is for editors and readers. No function needs it, and it would be 15 KB of each. */
export const dropDescriptions: Plugin = {
  name: 'drop-descriptions',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]shared[\\/]contracts[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: withoutDescriptions(await readFile(path, 'utf8')),
      loader: 'ts',
    }));
  },
};
