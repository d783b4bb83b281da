/** What `${*}`, `${?}` and `${$}` of a policy stand for while patterns are compared: characters that no name has. */
const literals: Readonly<Record<string, string>> = { '*': '\uE000', '?': '\uE001', $: '\uE002' };
const characters = new Map(Object.entries(literals).map(([character, literal]) => [literal, character]));

const compiled = new Map<string, RegExp>();

const fieldsOfArn = 6;

/** The text with its wildcards and dollars as characters like others. */
export const literally = (text: string): string =>
  text.replace(/[*?$]/g, (character) => literals[character] ?? character);

/** The text that `literally` was given. */
export const plain = (text: string): string => text.replace(/[\uE000-\uE002]/g, (one) => characters.get(one) ?? one);

/** IAM's wildcards: `*` is any run of characters, an empty one too; `?` is exactly one. */
export function matchesWildcard(pattern: string, text: string): boolean {
  const known = compiled.get(pattern);
  if (known !== undefined) return known.test(text);
  const fresh = expressionOf(pattern);
  compiled.set(pattern, fresh);
  return fresh.test(text);
}

function expressionOf(pattern: string): RegExp {
  const open = escaped(pattern).replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${open.replace(/[\uE000-\uE002]/g, (one) => `\\${plain(one)}`)}$`, 's');
}

const escaped = (text: string) => text.replace(/[.+^${}()|[\]\\]/g, '\\$&');

export const isArnPattern = (pattern: string): boolean => pattern === '*' || arnFields(pattern) !== undefined;

/** The six fields of an ARN; the last one keeps its own colons. Undefined for what is not an ARN. */
function arnFields(arn: string): readonly string[] | undefined {
  const parts = arn.split(':');
  if (parts.length < fieldsOfArn || parts[0] !== 'arn') return undefined;
  return [...parts.slice(0, fieldsOfArn - 1), parts.slice(fieldsOfArn - 1).join(':')];
}

/** Field by field, so that a wildcard in one field never reaches into the next (as IAM does for Resource and ArnLike). */
export function matchesArn(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const patterns = arnFields(pattern);
  const fields = arnFields(arn);
  if (patterns === undefined || fields === undefined) return false;
  return patterns.every((one, index) => matchesWildcard(one, fields[index] ?? ''));
}
