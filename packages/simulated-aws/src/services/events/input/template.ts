import { invalid } from '../faults.ts';

/** Reserved and own names; the angle brackets cannot be escaped. */
const placeholder = /<([^<>\s]+)>/g;

/** Text within quotation marks (with what is escaped there), and the rest. */
const piece = /"(?:[^"\\]|\\.)*"|[^"]+/gs;

export const namesIn = (template: string): readonly string[] =>
  [...template.matchAll(placeholder)].map(([, name = '']) => name);

/** Refuses what is not JSON once its placeholders are filled: PutTargets does. API_InputTransformer.html: no key is one. */
export function checkTemplate(template: string): void {
  if (hasPlaceholderAsKey(template)) throw invalid('Invalid InputTemplate: a placeholder is used as an object key');
  if (
    !isTemplate(
      filledWith(
        template,
        () => 'x',
        () => '0',
      ),
    )
  )
    throw invalid(`Invalid InputTemplate: ${template} is neither JSON nor a text in quotation marks`);
}

const hasPlaceholderAsKey = (template: string): boolean =>
  pieces(template).some(
    (one, index, all) => one.startsWith('"') && namesIn(one).length > 0 && /^\s*:/.test(all[index + 1] ?? ''),
  );

const pieces = (template: string): readonly string[] => template.match(piece) ?? [];

/** One JSON value; or several lines, each a text in quotation marks. */
const isTemplate = (text: string): boolean =>
  isJson(text) || text.split('\n').every((line) => line.trim().startsWith('"') && isJson(line));

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const filledWith = (template: string, inQuotes: (name: string) => string, outside: (name: string) => string): string =>
  pieces(template)
    .map((one) =>
      one.replaceAll(placeholder, (_whole, name: string) => (one.startsWith('"') ? inQuotes(name) : outside(name))),
    )
    .join('');

export type Variables = Readonly<Record<string, unknown>>;

export const fillTemplate = (template: string, variables: Variables): string =>
  filledWith(
    template,
    (name) => quoted(variables[name]),
    (name) => bare(variables[name]),
  );

/** Within quotation marks a text stands without marks of its own, and a JSON value as it is: AWS escapes nothing of it. */
function quoted(value: unknown): string {
  if (value === undefined) return '';
  const json = JSON.stringify(value);
  return typeof value === 'string' ? json.slice(1, -1) : json;
}

/**
 * Outside of them each value is JSON. What AWS puts for a value that is not in the event its pages do not say; an empty text is
 * assumed, with which the JSON stays whole.
 */
const bare = (value: unknown): string => JSON.stringify(value ?? '');
