import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { inWords } from '../../../deployment/plans/explain.ts';
import { parsePlan } from '../../../deployment/plans/parse-plan.ts';

const folder = 'test/deployment/plans/mistakes';
const good = readFileSync(`${folder}/orders.yml`, 'utf8');

const Row = z.strictObject({
  what: z.string(),
  edits: z.array(z.strictObject({ from: z.string(), to: z.string() })).min(1),
  refused: z.string().optional(),
  warned: z.string().optional(),
});
const rows = z.array(Row).parse(parse(readFileSync(`${folder}/mistakes.yml`, 'utf8')));

/** What a missing field is for may be said in any words. */
const withoutPurpose = (line: string): string => line.replace(/((?:is missing|has no value): .*?) \(.*\)$/, '$1');

const said = (text: string): { refused: string[]; warned: string[] } => {
  const { problems, warnings } = parsePlan(text, 'orders.yml');
  const inLines = (all: typeof problems) => all.map(inWords).map(withoutPurpose);
  return { refused: inLines(problems), warned: inLines(warnings) };
};

const isUsual = (line: string): boolean => line.includes('needs the control plane of Route 53');

describe('a mistake in a plan', () => {
  it('is none in the plan that the mistakes are made in', () => {
    const { refused, warned } = said(good);
    expect([refused, warned.filter((line) => !isUsual(line))]).toEqual([[], []]);
  });

  it.each(rows)('is told on one line, with what would be right: $what', ({ what, edits, refused, warned }) => {
    const text = edits.reduce((before, { from, to }) => {
      expect(before, what).toContain(from);
      return before.replace(from, () => to);
    }, good);
    const told = said(text);
    expect(told.refused).toEqual(refused === undefined ? [] : [refused]);
    expect(told.warned.filter((line) => !isUsual(line))).toEqual(warned === undefined ? [] : [warned]);
  });
});

/** Each scalar and each field of the file, by what stands on its line. */
const fieldsIn = [...good.matchAll(/(?<=[\s{])(\w+): (?=[^\s&{[>|])([^,}\n]+)/g)]
  .map((match) => ({
    at: match.index,
    line: good.slice(0, match.index).split('\n').length,
    field: match[1] ?? '',
    value: (match[2] ?? '').trim(),
  }))
  // Of a comment, of a mapping with any fields, and with a comma in its text.
  .filter(({ line, field }) => line > 1 && !['LoadBalancer', 'question'].includes(field));

const raw = /Invalid|Unrecognized|expected|received|undefined|NaN|\[object|is no YAML/;

describe.each(fieldsIn)('$field in line $line', ({ at, line, field, value }) => {
  const withField = (text: string) => `${good.slice(0, at)}${text}${good.slice(at + `${field}: ${value}`.length)}`;

  it.each([
    ['a list', '[1, 2]'],
    ['a mapping', '{ a: 1 }'],
    ['a number', '-3'],
    ['nothing', '~'],
    ['an empty text', "''"],
  ])('that is %s is told in our words, on its line', (_what, wrong) => {
    for (const told of said(withField(`${field}: ${wrong}`)).refused) {
      expect(told).toMatch(/^orders\.yml:\d+: \S+: .{10,}$/);
      expect(told).not.toMatch(raw);
    }
    const ofSchema = said(withField(`${field}: ${wrong}`)).refused;
    if (wrong.startsWith('{')) expect(ofSchema[0]).toMatch(new RegExp(`^orders\\.yml:${line}: `));
  });

  it('that is misspelt is one mistake, on its line', () => {
    const { refused } = said(withField(`${field}x: ${value}`));
    expect(refused[0]).toMatch(new RegExp(`^orders\\.yml:${line}: .*${field}x: is no field here: `));
    expect(refused.filter((told) => raw.test(told))).toEqual([]);
  });
});
