import type * as z from 'zod';
import { StepKind } from '../../../shared/contracts/step-kind.ts';
import { isObject } from '../../is-object.ts';
import { issueWords, unknownField } from './issue-words.ts';
import { insteadOf, nearestWord } from './nearest-word.ts';
import { kindFields, knownFields, schemaAt, valueAt } from './schema-at.ts';
import { meantKindAt } from './zod-at.ts';

type Issue = z.core.$ZodIssue;

type Path = readonly PropertyKey[];

/** One mistake: the field that should change, and why. */
export type Mistake = Readonly<{ path: Path; text: string }>;

/** Issues of unions replaced by those of the branch that was meant, with full paths. */
export function mistakesIn(issues: readonly Issue[], data: unknown, prefix: Path = []): Mistake[] {
  const placed = issues.map((issue): Issue => ({ ...issue, path: [...prefix, ...issue.path] }));
  const slips = placed.filter(({ code }) => code === 'unrecognized_keys').flatMap((issue) => mistakesOf(issue, data));
  const others = placed.filter((issue) => issue.code !== 'unrecognized_keys' && !isOfSlip(issue, slips, data));
  return [...slips, ...others.filter(isFirstOfPlace).flatMap((issue) => mistakesOf(issue, data))];
}

function mistakesOf(issue: Issue, data: unknown): Mistake[] {
  if (issue.code === 'invalid_union') return mistakesOfUnion(issue, data);
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, text: issueWords(issue, data) }];
  const meant = ofMeantKind(issue, data);
  if (meant !== undefined) return meant;
  return issue.keys.map((key) => ({ path: [...issue.path, key], text: unknownField(key, issue.path, data) }));
}

type Union = Extract<Issue, { code: 'invalid_union' }>;

function mistakesOfUnion(issue: Union, data: unknown): Mistake[] {
  const wrong = wrongKind(issue.path, data);
  if (wrong !== undefined) return [wrong];
  const written = valueAt(data, issue.path);
  const discriminator =
    'discriminator' in issue && typeof issue.discriminator === 'string' ? issue.discriminator : undefined;
  if (issue.errors.length === 0 && discriminator !== undefined) return [wrongWord(issue.path, discriminator, data)];
  const kinds = kindFields(schemaAt(issue.path, data) ?? {}, 'own').flat();
  const inner = meantBranch(issue, isObject(written) ? kinds.filter((kind) => kind in written) : []);
  return inner.length > 0 ? mistakesIn(inner, data, issue.path) : [{ path: issue.path, text: issueWords(issue, data) }];
}

/** What is wrong with the kind of a thing that may be of several: none, or two at once. */
function wrongKind(path: Path, data: unknown): Mistake | undefined {
  const written = valueAt(data, path);
  const schema = schemaAt(path, data) ?? {};
  const required = kindFields(schema, 'required');
  if (!isObject(written) || required.every((fields) => fields.length === 0)) return undefined;
  if (!required.flat().some((field) => field in written)) return withoutKind(path, { ...written }, required.flat());
  const chosen = kindFields(schema, 'own').filter((fields) => fields.some((field) => field in written));
  const [first, second] = chosen.map((fields) => fields.find((field) => field in written));
  if (first === undefined || second === undefined) return undefined;
  return {
    path: [...path, second],
    text: `stands beside ${first}, and only one of the two can be meant: leave one out`,
  };
}

function withoutKind(path: Path, written: Readonly<Record<string, unknown>>, kinds: readonly string[]): Mistake {
  const keys = Object.keys(written);
  if (keys.includes('<<')) return { path: [...path, '<<'], text: unknownField('<<', path, written) };
  const slip = keys.find((key) => nearestWord(key, kinds) !== undefined && !kinds.includes(key));
  if (slip !== undefined) return { path: [...path, slip], text: `is no field here: ${insteadOf(slip, kinds)}` };
  if (!isStep(path)) return { path, text: `names none of ${kinds.join(', ')}` };
  const text = `no step kind among (${keys.join(', ')}); known kinds: ${StepKind.options.join(', ')}`;
  return { path, text };
}

const isStep = (path: Path): boolean => path.at(-2) === 'steps';

/** A kind is told by the word in one of its fields. */
function wrongWord(path: Path, field: string, data: unknown): Mistake {
  const at = path.at(-1) === field ? path : [...path, field];
  const owner = at.slice(0, -1);
  const words = (schemaAt(owner, data) && wordsOf(owner, field, data)) || [];
  const value = valueAt(data, at);
  const keys = Object.keys(Object(valueAt(data, owner)));
  const slip = value === undefined ? nearestWord(field, keys) : undefined;
  if (slip !== undefined) return { path: [...owner, slip], text: `is no field here: did you mean ${field}?` };
  if (value === undefined) return { path: at, text: `is missing: say ${words.join(' or ')}` };
  return {
    path: at,
    text: `is ${JSON.stringify(value)}: ${nearestWord(String(value), words) ? insteadOf(String(value), words) : `say ${words.join(' or ')}`}`,
  };
}

function wordsOf(path: Path, field: string, data: unknown): string[] {
  const schema = schemaAt(path, data) ?? {};
  const branches = [schema.anyOf, schema.oneOf].flatMap((each) => (Array.isArray(each) ? each : []));
  return branches.flatMap((branch) => {
    const word = isObject(branch) && isObject(branch.properties) ? branch.properties[field] : undefined;
    return isObject(word) && typeof word.const === 'string' ? [word.const] : [];
  });
}

/** Of the kinds that failed, those whose own field the author wrote are meant. */
function meantBranch(issue: Union, kinds: readonly string[]): Issue[] {
  const complains = (branch: readonly Issue[]) =>
    branch.some((inner) => inner.code === 'unrecognized_keys' && inner.keys.some((key) => kinds.includes(key)));
  const meant = issue.errors.filter((branch) => !complains(branch));
  return nearest(meant.length > 0 && kinds.length > 0 ? meant : issue.errors);
}

/** The branch that knows most of what was written; of several the one with the least to say. */
const nearest = (branches: readonly Issue[][]): Issue[] =>
  branches.toSorted((a, b) => unknownKeys(a) - unknownKeys(b) || a.length - b.length)[0] ?? [];

/** How many of the keys that the author wrote a branch does not know. */
const unknownKeys = (branch: readonly Issue[]): number =>
  branch.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 0), 0);

type Unknown = Extract<Issue, { code: 'unrecognized_keys' }>;

/** Of a union the parser takes the one kind that nothing is wrong with but fields that it does not know, though they are those of another kind. */
function ofMeantKind({ path, keys }: Unknown, data: unknown): Mistake[] | undefined {
  const kind = meantKindAt(path, data);
  const issues = kind?.safeParse(valueAt(data, path)).error?.issues ?? [];
  const isOther = !issues.some(
    (issue) => issue.code === 'unrecognized_keys' && keys.every((key) => issue.keys.includes(key)),
  );
  return issues.length > 0 && isOther ? mistakesIn(issues, data, path) : undefined;
}

/** A field that is misspelt is missing as well: said once. */
const isOfSlip = (missing: Issue, slips: readonly Mistake[], data: unknown): boolean =>
  (missing.code === 'invalid_type' || missing.code === 'invalid_value') &&
  valueAt(data, missing.path) === undefined &&
  slips.some(
    ({ path }) =>
      path.length === missing.path.length &&
      path.slice(0, -1).every((key, index) => key === missing.path[index]) &&
      nearestWord(String(path.at(-1)), knownFields(path.slice(0, -1), data)) === missing.path.at(-1),
  );

/** Of one value the first thing that is wrong with it: the others follow from that. */
const isFirstOfPlace = ({ path }: Issue, index: number, all: readonly Issue[]): boolean =>
  all.findIndex((other) => other.path.join('.') === path.join('.')) === index;
