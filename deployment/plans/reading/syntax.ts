import { type Alias, type Document, isNode, type LineCounter, visit } from 'yaml';
import { insteadOf } from './nearest-word.ts';

const words: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab stands before the text: indent with blanks only',
  DUPLICATE_KEY: 'this field stands twice in one mapping: leave one of the two out',
  MULTIPLE_DOCS: 'a second document begins here: write one plan per file',
};

type Source = Readonly<{ document: Document; lines: LineCounter; text: string }>;

/** What keeps the file from being read as YAML, and on which line. */
export type Slip = Readonly<{ line: number; text: string }>;

/** Why the text is no YAML that a plan can be read from; one line, whatever else follows from it. */
export const slipIn = (source: Source): Slip | undefined =>
  firstError(source) ?? emptiness(source) ?? unsetAlias(source) ?? tag(source);

/** The first one: whatever follows it may follow from it. */
function firstError({ document, text }: Source): Slip | undefined {
  const [error] = document.errors;
  if (error === undefined) return undefined;
  const line = error.linePos?.[0].line ?? 1;
  const tab = tabbed(text);
  if (tab > 0 && tab <= line) return { line: tab, text: words.TAB_AS_INDENT ?? error.message };
  if (error.code === 'BLOCK_AS_IMPLICIT_KEY') return { line, text: nested(text.split('\n')[line - 1] ?? '') };
  const message = (error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');
  return { line, text: words[error.code] ?? `is no YAML: ${message}` };
}

const tabbed = (text: string): number => text.split('\n').findIndex((line) => /^ *\t/.test(line)) + 1;

/** A value that goes on, as YAML reads it: because of another colon in it, or because the next line stands further in. */
const nested = (line: string): string =>
  /:\s.*:\s/.test(line)
    ? 'a second colon on one line: put the value into quotation marks, or on a line of its own'
    : 'the next line stands further in than this one, which has its value already: indent both alike';

function emptiness({ document }: Source): Slip | undefined {
  if (document.contents !== null) return undefined;
  return { line: 1, text: 'the file is empty: write a plan, or take the file away' };
}

function unsetAlias({ document, lines }: Source): Slip | undefined {
  const anchors: string[] = [];
  let found: Alias | undefined;
  visit(document, {
    Node: (_, node) => {
      if ('anchor' in node && node.anchor) anchors.push(node.anchor);
    },
    Alias: (_, node) => {
      if (node.resolve(document) === undefined) found ??= node;
    },
  });
  if (found === undefined) return undefined;
  const there = insteadOf(found.source, anchors).replace(/^there is/, 'set before it is');
  return {
    line: lineOf(found, lines),
    text: `*${found.source} is an alias that no &${found.source} before it sets: ${there}`,
  };
}

const lineOf = (node: unknown, lines: LineCounter): number =>
  isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1;

function tag({ document }: Source): Slip | undefined {
  const [warning] = document.warnings;
  if (warning === undefined) return undefined;
  const name = /Unresolved tag: (\S+)/.exec(warning.message)?.[1] ?? 'a tag';
  return {
    line: warning.linePos?.[0].line ?? 1,
    text: `${name} is a tag that means nothing in a plan: write the value itself`,
  };
}
