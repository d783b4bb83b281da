import {
  type AttributeValue,
  BatchGetItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  type KeysAndAttributes,
} from '@aws-sdk/client-dynamodb';
import { LedgerUnavailable } from '../errors.ts';

/** docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html: to wait longer each time. */
const attempts = 5;
/** Before the second attempt; twice as long before each one after it. */
const firstPauseMs = 50;

type Table = Readonly<{ client: DynamoDBClient; table: string }>;

export type Item = Record<string, AttributeValue>;

/** The item of this key, read consistently; undefined where there is none. */
export async function readItem({ client, table }: Table, key: string): Promise<Item | undefined> {
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: idOf(key), ConsistentRead: true }));
  return Item;
}

const idOf = (key: string) => ({ key: { S: key } });

/** By their keys. */
export type Items = ReadonlyMap<string, Item>;

/**
 * The items of these keys, each read consistently, in one call; undefined where there is none. DynamoDB may give a part of what it was
 * asked for, and the keys of the rest, which are asked for again: an item that was not delivered is unknown, not absent. Throws
 * LedgerUnavailable when some never are.
 */
export async function readItems({ client, table }: Table, keys: readonly string[]): Promise<Items> {
  const found = new Map<string, Item>();
  let asked: KeysAndAttributes = { Keys: keys.map(idOf), ConsistentRead: true };
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await pause(firstPauseMs * 2 ** (attempt - 1));
    const answer = await client.send(new BatchGetItemCommand({ RequestItems: { [table]: asked } }));
    for (const item of answer.Responses?.[table] ?? []) found.set(keyOf(item), item);
    const left = answer.UnprocessedKeys?.[table]?.Keys ?? [];
    if (left.length === 0) return found;
    asked = { Keys: left, ConsistentRead: true };
  }
  throw new LedgerUnavailable('Some items of the control table were never delivered.', {
    table,
    keys: (asked.Keys ?? []).map(keyOf),
  });
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const keyOf = (item: Item): string => item.key?.S ?? '';
