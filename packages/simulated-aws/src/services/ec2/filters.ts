import type { Filter } from '@aws-sdk/client-ec2';
import { notSimulated } from '../../call.ts';

const wildcards: Readonly<Record<string, string>> = { '*': '.*', '?': '.' };

type Tagged = Readonly<{ tags: Readonly<Record<string, string>> }>;
type Texts = readonly (string | undefined)[];

/** What of a thing the filters of an operation are about, by the filter's name; tags come with every thing. */
export type Filterable<T> = Readonly<{ operation: string; texts: Readonly<Record<string, (thing: T) => Texts>> }>;

/** All filters must be met, each by any of its values. */
export const meetsAll =
  <T extends Tagged>(filters: readonly Filter[], filterable: Filterable<T>) =>
  (thing: T): boolean =>
    filters.every(({ Name: name = '', Values: values = [] }) => {
      const texts = textsOf(thing, name, filterable);
      return values.map(patternOf).some((pattern) => texts.some((text) => text !== undefined && pattern.test(text)));
    });

function textsOf<T extends Tagged>(thing: T, name: string, { operation, texts }: Filterable<T>): Texts {
  if (name.startsWith('tag:')) return [thing.tags[name.slice('tag:'.length)]];
  if (name === 'tag-key') return Object.keys(thing.tags);
  const ofThing = Object.hasOwn(texts, name) ? texts[name] : undefined;
  if (ofThing === undefined) throw notSimulated(`${operation} with the filter ${name}`);
  return ofThing(thing);
}

/**
 * `*` and `?` as in IAM, and a backslash that takes their meaning away; case counts:
 * docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html
 */
function patternOf(value: string): RegExp {
  const parts = [...value.matchAll(/\\(.)|([*?])|([^\\*?]+|\\)/gs)];
  return new RegExp(
    `^${parts.map(([, literal, wildcard, text = '']) => (wildcard === undefined ? escaped(literal ?? text) : wildcards[wildcard])).join('')}$`,
    's',
  );
}

const escaped = (text: string): string => text.replace(/[.+^${}()|[\]\\*?]/g, '\\$&');
