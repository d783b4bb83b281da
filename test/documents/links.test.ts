import { existsSync, readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Document, documents, proseOf } from './documents.ts';

type Link = Readonly<{ from: string; target: string }>;

const linksIn = (document: Document): Link[] =>
  [
    ...proseOf(document)
      .replace(/`[^`]*`/g, '')
      .matchAll(/\]\(([^()\s]+)\)/g),
  ].map(([, target = '']) => ({ from: document.file, target }));

const isOutside = ({ target }: Link): boolean => /^https?:/.test(target);

/** As GitHub makes an anchor of a heading; the second of a name has -1 behind it. */
const anchorsIn = (text: string): Set<string> => {
  const seen = new Map<string, number>();
  const headings = text.replace(/^```.*?^```$/gms, '').matchAll(/^#+ (.+)$/gm);
  return new Set(
    [...headings].map(([, heading = '']) => {
      const shown = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
      const anchor = shown
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replace(/\s/g, '-');
      const count = seen.get(anchor) ?? 0;
      seen.set(anchor, count + 1);
      return count === 0 ? anchor : `${anchor}-${count}`;
    }),
  );
};

/** What is wrong with a link, or nothing. */
const faultOf = ({ from, target }: Link): string | undefined => {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? from : posix.join(posix.dirname(from), path);
  if (!existsSync(file)) return `${from}: there is no ${file}`;
  if (anchor === undefined) return undefined;
  const isPage = statSync(file).isFile() && file.endsWith('.md');
  if (isPage && anchorsIn(readFileSync(file, 'utf8')).has(anchor)) return undefined;
  return `${from}: ${file} has no heading for #${anchor}`;
};

describe('the links of the documents', () => {
  const links = documents.flatMap(linksIn).filter((link) => !isOutside(link));

  it('are found in README, in docs and in decisions', () => {
    expect(links.length).toBeGreaterThan(150);
    const from = new Set(links.map((link) => link.from));
    for (const file of ['README.md', 'docs/on-call.md', 'docs/decisions/README.md', 'packages/simulated-aws/README.md'])
      expect(from).toContain(file);
    expect(links.filter(({ target }) => target.includes('#')).length).toBeGreaterThan(3);
  });

  it('lead to files and headings that are there', () => {
    expect(links.map(faultOf).filter((fault) => fault !== undefined)).toEqual([]);
  });

  it.each([
    { target: 'docs/nowhere.md', says: 'README.md: there is no docs/nowhere.md' },
    { target: 'docs/on-call.md#nothing', says: 'README.md: docs/on-call.md has no heading for #nothing' },
  ])('would be told of $target', ({ target, says }) => {
    expect(faultOf({ from: 'README.md', target })).toBe(says);
  });
});

it('has every page of docs in the README or in a page that it leads to', () => {
  const reached = new Set(['README.md']);
  for (const file of reached) {
    const page = documents.find((one) => one.file === file);
    for (const { target } of page === undefined ? [] : linksIn(page))
      if (target.includes('.md')) reached.add(posix.join(posix.dirname(file), target.split('#')[0] ?? ''));
  }
  expect(documents.map(({ file }) => file).filter((file) => !reached.has(file))).toEqual([]);
});
