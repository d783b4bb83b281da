import { LedgerUnavailable } from '../errors.ts';
import { type ControlTable, updateItem } from './control-table.ts';
import { readItem } from './read-items.ts';

const attempts = 5;

/** A text that stands by itself in an item of the control table. */
export type TextPlace = Readonly<{ key: string; attribute: string }>;

export const readText = async (table: ControlTable, { key, attribute }: TextPlace): Promise<string | undefined> =>
  (await readItem(table, key))?.[attribute]?.S;

/** Changes what stands there, by what was read; asked again when somebody else was first. The same text again is not written, nor is none. */
export async function changeText<T extends string | undefined>(
  table: ControlTable,
  place: TextPlace,
  by: (before: string | undefined) => T,
): Promise<T> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const before = await readText(table, place);
    const after = by(before);
    if (after === undefined || after === before) return after;
    if (await updateItem(table, place.key, replace(place.attribute, before, after))) return after;
  }
  throw new LedgerUnavailable('An item of the control table was never the same for two looks.', {
    ...place,
    attempts,
  });
}

const replace = (attribute: string, before: string | undefined, after: string) => ({
  UpdateExpression: 'SET #text = :after',
  ConditionExpression: before === undefined ? 'attribute_not_exists(#text)' : '#text = :before',
  ExpressionAttributeNames: { '#text': attribute },
  ExpressionAttributeValues: { ':after': { S: after }, ...(before !== undefined && { ':before': { S: before } }) },
});
