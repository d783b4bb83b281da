import { notSimulated } from '../../call.ts';

type Term = Readonly<{ kind: 'must' | 'may' | 'not'; text: string }>;

const kinds: Readonly<Record<string, Term['kind']>> = { '-': 'not', '?': 'may', '': 'must' };

/**
 * Terms and phrases, case counts: docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html. With terms that
 * must be there those that may be there make no difference. Patterns of JSON, of columns and regular expressions are refused.
 */
export function meetsPattern(pattern: string): (message: string) => boolean {
  if (/^\s*[{[%]/.test(pattern) || /(^|\s)[-?]?%/.test(pattern))
    throw notSimulated('logs:FilterLogEvents with a pattern of JSON, of columns or with a regular expression');
  const terms = termsOf(pattern);
  const of = (kind: Term['kind']) => terms.filter((term) => term.kind === kind).map(({ text }) => text);
  const [must, may, not] = [of('must'), of('may'), of('not')];
  return (message) =>
    must.every((text) => message.includes(text)) &&
    !not.some((text) => message.includes(text)) &&
    (must.length > 0 || may.length === 0 || may.some((text) => message.includes(text)));
}

const termsOf = (pattern: string): Term[] =>
  [...pattern.matchAll(/([-?]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))/g)].map(([, sign = '', quoted, bare = '']) => ({
    kind: kinds[sign] ?? 'must',
    text: quoted?.replaceAll(/\\(.)/g, '$1') ?? bare,
  }));
