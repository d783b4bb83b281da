import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { headingIn } from '../readme/headings.ts';
import { readmeFile, serviceFiles, withServices } from '../readme/services.ts';

const readme = readFileSync(readmeFile, 'utf8');
const examples = [...readme.matchAll(/^```ts\n(.+?)^```$/gms)].map(([, code = '']) => ({
  code,
  title: code.split('\n')[0] ?? '',
}));

/** Runs the example in a process of its own, as its reader would. */
const printedBy = (code: string): string =>
  execFileSync(process.execPath, ['--input-type=module-typescript', '--no-warnings', '--eval', code], {
    cwd: posix.dirname(readmeFile),
    encoding: 'utf8',
  });

/** The last comment of an example is what it prints. */
const promised = (code: string): string | undefined =>
  /^\/\/ (.+)\n$/m.exec(code.slice(code.lastIndexOf('\n//') + 1))?.[1];

describe('the README', () => {
  it('has examples', () => {
    expect(examples.length).toBeGreaterThanOrEqual(3);
  });

  it.each(examples)('prints what it promises: $title', ({ code }) => {
    expect(printedBy(code).trim()).toBe(promised(code));
  });

  it('says of each service what its file says', () => {
    expect(serviceFiles().length).toBeGreaterThanOrEqual(20);
    expect(withServices(readme)).toBe(readme);
  });

  it('can be made only of files that say what they model', () => {
    const text =
      '/**\n * Amazon X.\n *\n * Models: a.\n * From: docs.aws.amazon.com/x\n */\nexport const createX = () => 1;\n';
    expect(() => headingIn('x.ts', text)).toThrow(
      'x.ts: its factory needs a docblock with Models, From and Not modelled',
    );
    expect(headingIn('x.ts', text.replace(' */', ' * Not modelled: b,\n * c.\n */'))).toEqual({
      title: 'Amazon X',
      models: 'a.',
      from: ['docs.aws.amazon.com/x'],
      notModelled: 'b, c.',
    });
  });
});
