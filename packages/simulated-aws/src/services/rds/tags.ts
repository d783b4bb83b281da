import type { Tag } from '@aws-sdk/client-rds';
import { invalidValue } from './faults.ts';

const mostTags = 50;

export type Tags = Readonly<Record<string, string>>;

/** docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html. Which error says that there are too many is (I). */
export function limited(tags: Tags): Tags {
  if (Object.keys(tags).length > mostTags) throw invalidValue(`A resource has at most ${mostTags} tags.`);
  return tags;
}

export const tagsIn = (given: readonly Tag[] | undefined): Tags =>
  limited(Object.fromEntries((given ?? []).map(({ Key = '', Value = '' }) => [keyOf(Key), Value])));

function keyOf(key: string): string {
  if (/^(aws|rds):/i.test(key)) throw invalidValue(`The tag key ${key} begins with a prefix that is reserved.`);
  return key;
}

/** Tags that are given stand alone; without any the copy takes on those of the source. */
export const tagsOf = (given: readonly Tag[] | undefined, inherited: Tags): Tags =>
  given?.length ? tagsIn(given) : inherited;

export const shownTags = (tags: Tags): Tag[] => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
