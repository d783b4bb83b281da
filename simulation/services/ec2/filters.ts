import type { Filter } from '@aws-sdk/client-ec2';
import { notSimulated } from '../../call.ts';
import type { StoredSnapshot } from './snapshot.ts';

const escaped = (text: string): string => text.replace(/[.+^${}()|[\]\\*?]/g, '\\$&');

const wildcards: Readonly<Record<string, string>> = { '*': '.*', '?': '.' };

/**
 * `*` and `?` as in IAM, and a backslash that takes their meaning away; case counts:
 * docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html
 */
const patternOf = (value: string): RegExp => {
  const parts = [...value.matchAll(/\\(.)|([*?])|([^\\*?]+|\\)/gs)];
  return new RegExp(
    `^${parts.map(([, literal, wildcard, text = '']) => (wildcard === undefined ? escaped(literal ?? text) : wildcards[wildcard])).join('')}$`,
    's',
  );
};

/** What of a snapshot a filter is about. */
const textsOf = (snapshot: StoredSnapshot, name: string): readonly (string | undefined)[] => {
  if (name.startsWith('tag:')) return [snapshot.tags[name.slice('tag:'.length)]];
  if (name === 'tag-key') return Object.keys(snapshot.tags);
  if (name === 'status') return [snapshot.state];
  if (name === 'volume-id') return [snapshot.volumeId];
  if (name === 'snapshot-id') return [snapshot.id];
  throw notSimulated(`ec2:DescribeSnapshots with the filter ${name}`);
};

/** All filters must be met, each by any of its values. */
export const meets =
  (snapshot: StoredSnapshot) =>
  ({ Name: name = '', Values: values = [] }: Filter): boolean => {
    const texts = textsOf(snapshot, name);
    return values.map(patternOf).some((pattern) => texts.some((text) => text !== undefined && pattern.test(text)));
  };
