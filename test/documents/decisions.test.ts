import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decisionsPage, readDecisions } from '../../tools/docs/decisions.ts';
import { sourcesBelow } from '../structure/sources.ts';
import { documents } from './documents.ts';

const decisions = readDecisions();
const byNumber = new Map(decisions.map((decision) => [decision.number, decision]));

describe('the decisions', () => {
  it('are numbered from 1 without a gap', () => {
    expect(decisions.length).toBeGreaterThanOrEqual(63);
    expect(decisions.map(({ number }) => number)).toEqual(decisions.map((_, index) => index + 1));
  });

  it('stand in an index that is up to date', () => {
    expect(readFileSync('docs/decisions/README.md', 'utf8')).toBe(decisionsPage(decisions));
  });

  it.each(decisions)(
    '$file has its number in its name, and three parts with something in each',
    ({ file, number, text }) => {
      expect(file).toMatch(new RegExp(`^${String(number).padStart(3, '0')}-[a-z0-9-]+\\.md$`));
      expect(text).toMatch(/\n## Context\n\n\S.*\n## Decision\n\n\S.*\n## Consequences\n\n\S/s);
    },
  );

  it('say on both sides which supersedes which', () => {
    const links = decisions.flatMap(({ number: from, links }) => links.map((link) => ({ from, ...link })));
    expect(links.length).toBeGreaterThan(20);
    const unanswered = links.filter(({ from, number, file, relation, inPart }) => {
      const other = byNumber.get(number);
      const isNewer = relation === 'Supersedes' ? from > number : from < number;
      const back = other?.links.find((link) => link.number === from);
      return !(isNewer && other?.file === file && back?.relation !== relation && back?.inPart === inPart);
    });
    expect(unanswered).toEqual([]);
  });
});

/** Whoever names a decision by its number. */
const named = [
  ...documents,
  ...['shared', 'functions', 'deployment', 'tools', 'rehearsal', 'test', 'packages'].flatMap(sourcesBelow),
].flatMap(({ file, text }) =>
  [...text.matchAll(/\bdecisions? (\d+)\b/gi)].map(([, number]) => ({ file, number: Number(number) })),
);

it('has every decision that is named by its number', () => {
  expect(named.filter(({ number }) => !byNumber.has(number))).toEqual([]);
});
