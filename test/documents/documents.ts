import { readFileSync } from 'node:fs';
import { filesBelow } from '../structure/sources.ts';

export type Document = Readonly<{ file: string; text: string }>;

/** Everything that people read here. */
export const documents: readonly Document[] = [
  'README.md',
  'CONTRIBUTING.md',
  'packages/simulated-aws/README.md',
  ...filesBelow('docs').filter((file) => file.endsWith('.md')),
].map((file) => ({ file, text: readFileSync(file, 'utf8') }));

export type Block = Readonly<{ file: string; language: string; lines: readonly string[] }>;

const fence = /^```(\S*)\n(.*?)^```$/gms;

export const blocksIn = ({ file, text }: Document): Block[] =>
  [...text.matchAll(fence)].map(([, language = '', code = '']) => ({
    file,
    language,
    lines: code.trimEnd().split('\n'),
  }));

/** The text without its fenced blocks. */
export const proseOf = ({ text }: Document): string => text.replace(fence, '');

export type Command = Readonly<{
  file: string;
  /** As it stands, without its comment. */
  line: string;
  /** As a shell splits it: quotes gone, redirections and here-documents left out. */
  words: readonly string[];
  /** What a here-document hands it. */
  input: readonly string[];
}>;

const word =
  /\s*(?:(#.*)|((?:'[^']*'|"[^"]*"|<[a-zA-Z][\w -]*>|[^\s'"#])(?:'[^']*'|"[^"]*"|<[a-zA-Z][\w -]*>|[^\s'"])*))/y;

/** The words of a line before its comment. */
const wordsOf = (line: string): string[] => {
  const found: string[] = [];
  word.lastIndex = 0;
  for (let match = word.exec(line); match?.[2] !== undefined; match = word.exec(line)) found.push(match[2]);
  return found;
};

const unquoted = (text: string): string => text.replace(/'([^']*)'|"([^"]*)"/g, (_, one, other) => one ?? other);

const isRedirection = (text: string): boolean => /^(?:>|<<)/.test(text);

const withoutRedirections = (words: readonly string[]): string[] =>
  words.filter((one, index) => !isRedirection(one) && words[index - 1] !== '>');

/** The commands of a block of shell, each with what follows it as a here-document. */
export const commandsIn = ({ file, lines }: Pick<Block, 'file' | 'lines'>): Command[] => {
  const commands: Command[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const words = wordsOf(lines[index] ?? '');
    if (words.length === 0) continue;
    const [, end] = words.map((one) => /^<<'(\w+)'$/.exec(one)).find((match) => match !== null) ?? [];
    const last = end === undefined ? index : lines.indexOf(end, index);
    if (last === -1) throw new Error(`${file}: the here-document ${end} does not end`);
    commands.push({
      file,
      line: words.join(' '),
      words: withoutRedirections(words).map(unquoted),
      input: lines.slice(index + 1, last),
    });
    index = last;
  }
  return commands;
};

export const shellCommands: readonly Command[] = documents
  .flatMap(blocksIn)
  .filter(({ language }) => language === 'sh')
  .flatMap(commandsIn);

/** Commands that stand in running text or in a table. */
export const inlineCommands: readonly Command[] = documents.flatMap((document) =>
  [...proseOf(document).matchAll(/(?<!`)`((?:[A-Z_]+=\S+ )*(?:npm|npx|aws) [^`]+)`(?!`)/g)].flatMap(([, line = '']) =>
    commandsIn({ file: document.file, lines: [line] }),
  ),
);
