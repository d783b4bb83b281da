import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkAws } from './aws-commands.ts';
import { commandsIn } from './documents.ts';

/** Files that read a command line and hold its help. */
const files = [
  'rehearsal/options.ts',
  'rehearsal/serving/options.ts',
  'rehearsal/verify/options.ts',
  'tools/replay/options.ts',
  'tools/sign/run-sign.ts',
];

const optionsRead = (text: string): string[] => {
  const [, table = ''] = /^const (?:definitions|known|options) = \{(.*?)\} as const;$/ms.exec(text) ?? [];
  return [...table.matchAll(/(?:^|[{,])\s*'?([\w-]+)'?: \{ type:/g)].map(([, name = '']) => name).sort();
};

const helpIn = (text: string): string =>
  /^(?:export )?const (?:\w*[hH]elpText|usage) = `(.*?)`;$/ms.exec(text)?.[1] ?? '';

/** At the beginning of a line: what follows is what it means. */
const optionsTold = (text: string): string[] => {
  const told = [...helpIn(text).matchAll(/^ +(--[\w-]+(?:, --[\w-]+)*)/gm)].flatMap(([, names = '']) =>
    names.split(', '),
  );
  return [...new Set(told.map((name) => name.slice(2)))].sort();
};

describe.each(files.map((file) => ({ file, text: readFileSync(file, 'utf8') })))('the help of $file', ({ text }) => {
  it('tells every option that is read, and no other', () => {
    const read = optionsRead(text);
    expect(read.length).toBeGreaterThan(2);
    expect(optionsTold(text)).toEqual(read);
  });
});

const called = ['tools/replay/options.ts', 'tools/audit/run-audit.ts'].map((file) => {
  const joined = helpIn(readFileSync(file, 'utf8')).replace(/\\\\\n\s*/g, '');
  return { file, lines: joined.split('\n').filter((line) => line.startsWith('  aws ')) };
});

it.each(called)('sends to commands of AWS that there are: $file', async ({ file, lines }) => {
  expect(lines).toHaveLength(1);
  for (const command of commandsIn({ file, lines })) await checkAws(command.words);
});
