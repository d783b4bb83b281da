import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Case } from './case.ts';
import { play } from './play.ts';

const cases = globSync('test/decisions/cases/**/*.yml')
  .sort()
  .map((file) => ({ file, ...Case.parse(parse(readFileSync(file, 'utf8'))) }));

describe('the decision table', () => {
  it.each(cases)('$file: $title', async (one) => {
    const played = await play(one);
    const wanted = one.expect.verdicts;
    expect(played.verdicts.map(({ line }) => line)).toEqual(wanted.map(({ line }) => line));
    expect(played.calls).toEqual(one.expect.calls);
    for (const [index, { because }] of wanted.entries()) expect(played.verdicts[index]?.reason).toContain(because);
  });
});
