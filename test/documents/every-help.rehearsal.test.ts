import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

/** Programs of our own; the others are tools that have a help themselves. */
const ours = Object.entries(scripts).flatMap(([name, script]) => {
  const [, file] = /^node (?:--\S+ )*(\S+\.ts)$/.exec(script) ?? [];
  return file === undefined ? [] : [{ name: name === 'start' ? 'npm start' : `npm run ${name}`, file }];
});

const type = (file: string, ...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { encoding: 'utf8', input: '' });
  return { status, out: stdout.trim().split('\n'), error: stderr.trim().split('\n') };
};

it('there are commands of our own, each once', () => {
  expect(ours.length).toBeGreaterThanOrEqual(12);
  expect(new Set(ours.map(({ file }) => file)).size).toBe(ours.length);
});

describe.each(ours)('$name', ({ name, file }) => {
  it('has a help, which does nothing else', () => {
    const { status, out, error } = type(file, '--help');
    expect({ status, error }).toEqual({ status: 0, error: [''] });
    expect(out.length).toBeGreaterThan(4);
    expect(out.some((line) => line.replace('--silent ', '').includes(name))).toBe(true);
    expect(out.join('\n')).toMatch(/--help|RECORD LEDGER/);
  });

  it('answers an option that it does not know in one line', () => {
    const { status, out, error } = type(file, '--nonsense');
    expect({ status, out }).toEqual({ status: 2, out: [''] });
    expect(error).toEqual([expect.stringContaining('--nonsense')]);
  });
});
