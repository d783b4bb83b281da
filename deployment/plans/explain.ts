import { type Document, isNode, type LineCounter } from 'yaml';
import type * as z from 'zod';
import { StepKind } from '../../shared/contracts/step-kind.ts';
import { isObject } from '../is-object.ts';

/** What is wrong with a plan file, where a person finds it. `line` counts from 1. */
export type Problem = Readonly<{ file: string; line: number; field: string; text: string }>;

export const inWords = ({ file, line, field, text }: Problem): string => `${file}:${line}: ${field || 'plan'}: ${text}`;

type Issue = z.core.$ZodIssue;

/** How many of the keys that the author wrote a branch does not know. */
const unknownKeys = (branch: readonly Issue[]): number =>
  branch.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 0), 0);

/** The branch that knows most of what was written; of several the one with the least to say. */
const nearest = (branches: readonly Issue[][]): Issue[] =>
  branches.toSorted((a, b) => unknownKeys(a) - unknownKeys(b) || a.length - b.length)[0] ?? [];

/** A step is a union of kinds: of the branches that failed, the one whose key the author wrote is meant. */
const meantBranch = (issue: Extract<Issue, { code: 'invalid_union' }>, written: unknown): Issue[] => {
  const branches = issue.errors ?? [];
  const keys = typeof written === 'object' && written !== null ? Object.keys(written) : [];
  const kind = StepKind.options.find((option) => keys.includes(option));
  const complains = (branch: Issue[]) =>
    branch.some((inner) => inner.code === 'unrecognized_keys' && kind !== undefined && inner.keys.includes(kind));
  const meant = branches.filter((branch) => !complains(branch));
  return nearest(meant.length > 0 && kind !== undefined ? meant : branches);
};

const valueAt = (data: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((at, key) => (isObject(at) ? at[String(key)] : undefined), data);

const isStep = (path: readonly PropertyKey[]) => path.at(-2) === 'steps';

const stepWithoutKind = (issue: Issue, data: unknown): Issue | undefined => {
  const written = valueAt(data, issue.path);
  const isKnown = isObject(written) && StepKind.options.some((kind) => kind in written);
  if (isKnown || !isStep(issue.path)) return undefined;
  const keys = isObject(written) ? Object.keys(written).join(', ') : String(written);
  const message = `no step kind among (${keys}); known kinds: ${StepKind.options.join(', ')}`;
  return { code: 'custom', path: issue.path, message, input: written };
};

/** Issues of unions replaced by those of the branch that was meant, with full paths. */
const flatten = (issues: readonly Issue[], data: unknown, prefix: readonly PropertyKey[] = []): Issue[] =>
  issues.flatMap((issue) => {
    const placed: Issue = { ...issue, path: [...prefix, ...issue.path] };
    if (placed.code !== 'invalid_union') return [placed];
    const unknownKind = stepWithoutKind(placed, data);
    if (unknownKind) return [unknownKind];
    const inner = meantBranch(placed, valueAt(data, placed.path));
    return inner.length > 0 ? flatten(inner, data, placed.path) : [placed];
  });

/** The line of the deepest node on the path that the author wrote. */
const lineOf = (document: Document, path: readonly PropertyKey[], lines: LineCounter): number => {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
};

export const explain = (
  issues: readonly Issue[],
  source: { file: string; document: Document; lines: LineCounter },
): Problem[] => {
  const data: unknown = source.document.toJS();
  return flatten(issues, data).map((issue) => ({
    file: source.file,
    line: lineOf(source.document, issue.path, source.lines),
    field: issue.path.map(String).join('.'),
    text: issue.message,
  }));
};
