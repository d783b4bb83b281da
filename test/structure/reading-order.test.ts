import { expect, it } from 'vitest';
import { sourcesBelow } from './sources.ts';

/** They are called, or are overloads, while their module loads. */
const calledWhileLoading = ['shared/contracts/define-kind.ts', 'shared/contracts/ledger-entry.ts'];

const opening = /^export (?:async )?(?:const|function|class) /;
const helper =
  /^(?:async )?function (\w+)|^const (\w+)(?:: [^=]+)? = (?:async )?(?:<.*>)?(?:\([^)]*\)|\(.*|\w+)(?:: [^=]+)? =>/;

/** Helpers that stand above the first thing their file exports. Text of a template is no code. */
const helpersAbove = (text: string): string[] => {
  const lines = text.replaceAll(/`[^`]*`/g, '').split('\n');
  const first = lines.findIndex((line) => opening.test(line));
  return lines.slice(0, Math.max(0, first)).flatMap((line) => {
    const [, declared, named] = helper.exec(line) ?? [];
    return declared ?? named ?? [];
  });
};

const sources = ['shared', 'functions', 'deployment', 'tools', 'rehearsal'].flatMap(sourcesBelow);

it('tells the story of a file from the top: what it exports first, its helpers below', () => {
  expect(sources.length).toBeGreaterThan(500);
  const upsideDown = sources.filter(({ text }) => helpersAbove(text).length > 0).map(({ file }) => file);
  expect(upsideDown.sort()).toEqual(calledWhileLoading);
});

it.each([
  'const helper = (a: string): string => a;\nexport const told = helper;',
  'async function helper() {}\nexport function told() {}',
  'const helper = <T>(a: T) => {\n};\nexport async function told() {}',
])('would notice %j', (text) => {
  expect(helpersAbove(text)).toEqual(['helper']);
});
