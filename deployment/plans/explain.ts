import type { Document, LineCounter } from 'yaml';
import type * as z from 'zod';
import type { Complaint } from './complaint.ts';
import { lineOf } from './reading/lines.ts';
import { type Mistake, mistakesIn } from './reading/meant-issues.ts';

/** What is wrong with a plan file, where a person finds it. `line` counts from 1. */
export type Problem = Readonly<{ file: string; line: number; field: string; text: string }>;

export const inWords = ({ file, line, field, text }: Problem): string => `${file}:${line}: ${field || 'plan'}: ${text}`;

export type Source = Readonly<{ file: string; document: Document; lines: LineCounter }>;

/** What the schema says of the file, each mistake on one line. */
export const explain = (issues: readonly z.core.$ZodIssue[], source: Source): Problem[] =>
  placed(
    source,
    mistakesIn(issues, source.document.toJS()).map((mistake) => ({ ...mistake, isField: true })),
  );

const placed = (source: Source, mistakes: readonly (Mistake & { isField?: boolean })[]): Problem[] =>
  once(
    mistakes.map(({ path, text, isField }) => ({
      file: source.file,
      line: lineOf(source, path, isField),
      field: path.map(String).join('.'),
      text,
    })),
  );

/** A mistake under an anchor is one, however many aliases stand for it. */
const once = (problems: readonly Problem[]): Problem[] =>
  [
    ...new Map(
      problems
        .map((problem) => [`${problem.line} ${problem.field.split('.').at(-1)} ${problem.text}`, problem] as const)
        .toReversed(),
    ).values(),
  ].toReversed();

/** What no single field shows, where it stands. */
export const place = (complaints: readonly Complaint[], source: Source): Problem[] =>
  placed(
    source,
    complaints.map(({ path, message, isField = false }) => ({ path, text: message, isField })),
  );
