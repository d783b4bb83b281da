import type * as z from 'zod';
import { isObject } from '../../is-object.ts';
import { insteadOf, nearestWord } from './nearest-word.ts';
import { knownFields, valueAt } from './schema-at.ts';
import { whatItIs, whatItIsFor } from './what-it-is.ts';

const longestShown = 40;

const formats: Readonly<Record<string, string>> = {
  url: 'is no URL: write it in full, with http:// or https://',
  uuid: 'is no id such as 5e1da000-0001-4000-8000-000000000001, with all its letters and dashes',
  guid: 'is no id such as 5e1da000-0001-4000-8000-000000000001, with all its letters and dashes',
  datetime: 'is no time in UTC such as 2026-01-05T03:00:00Z',
};

type Issue = z.core.$ZodIssue;

/** What is wrong, and what would be right, on one line. The rules of single fields say it themselves. */
export function issueWords(issue: Issue, data: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return ofType(issue, data);
    case 'invalid_value':
      return ofChoice(issue, data);
    case 'too_small':
    case 'too_big':
      return ofSize(issue, data);
    case 'invalid_format':
      return ofFormat(issue, data);
    case 'invalid_key':
      return `is no name here: ${issue.issues[0]?.message ?? 'choose another'}`;
    case 'invalid_union':
      return `is ${shown(valueAt(data, issue.path))}, which is of none of the kinds that may stand here`;
    default:
      return issue.message;
  }
}

function ofType({ path }: Issue, data: unknown): string {
  const value = valueAt(data, path);
  if (value === undefined || value === null) {
    const purpose = whatItIsFor(path, data);
    const what = `${whatItIs(path, data)}${purpose === undefined ? '' : ` (${purpose})`}`;
    return `${value === null ? 'has no value' : 'is missing'}: ${what}`;
  }
  return `is ${shown(value)}, and has to be ${whatItIs(path, data)}`;
}

/** What was written, as a person would know it again. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'a mapping';
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

function ofChoice({ path, values }: Extract<Issue, { code: 'invalid_value' }>, data: unknown): string {
  const value = valueAt(data, path);
  const choices = values.map(String);
  const all = choices.join(' or ');
  if (value === undefined || value === null) return `${value === null ? 'has no value' : 'is missing'}: say ${all}`;
  if (looksLikeRegion(value) && choices.includes('standby')) return `is ${shown(value)}, a Region: say ${all}`;
  const near = typeof value === 'string' ? nearestWord(value, choices) : undefined;
  return `is ${shown(value)}: ${near === undefined ? `say ${all}` : `did you mean ${near}?`}`;
}

const looksLikeRegion = (value: unknown): boolean => typeof value === 'string' && /^[a-z]+-[a-z-]+-\d/.test(value);

function ofSize(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>, data: unknown): string {
  const value = valueAt(data, issue.path);
  const bound = issue.code === 'too_small' ? `${issue.minimum} or more` : `${issue.maximum} or less`;
  if (typeof value === 'number') return `is ${value}: say ${bound}`;
  const size = count(value);
  if (size === 0) return Array.isArray(value) ? 'is an empty list: it needs one at least' : 'is empty: write something';
  const unit = typeof value === 'string' ? 'characters' : 'entries';
  return `has ${size} ${unit}: it may have ${bound.replace(/ or (more|less)/, (_, word) => (word === 'more' ? ' at least' : ' at most'))}`;
}

const count = (value: unknown): number =>
  typeof value === 'string' || Array.isArray(value) ? value.length : isObject(value) ? Object.keys(value).length : 0;

/** The rule of a field says what it has to be. */
const ofFormat = ({ format, message, path }: Extract<Issue, { code: 'invalid_format' }>, data: unknown): string =>
  message.startsWith('Invalid')
    ? (formats[format] ?? message)
    : `is ${shown(valueAt(data, path))}, and has to be ${message}`;

/** Of a field that nothing reads. */
export function unknownField(field: string, path: readonly PropertyKey[], data: unknown): string {
  if (field === '<<') return 'is no field here: fields are not merged; repeat them, or use an alias for the whole';
  return `is no field here: ${insteadOf(field, knownFields(path, data))}`;
}
