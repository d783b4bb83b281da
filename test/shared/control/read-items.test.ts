import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, vi } from 'vitest';
import { type Item, readItem, readItems } from '../../../shared/control/read-items.ts';
import { LedgerUnavailable } from '../../../shared/errors.ts';

type Sent = Readonly<{ operation: string; tables: readonly string[]; keys: readonly string[]; isConsistent: boolean }>;

const textIn = (value: unknown): string => /"S":"([^"]*)"/.exec(JSON.stringify(value))?.[1] ?? '';
const textsIn = (value: unknown): string[] =>
  [...JSON.stringify(value).matchAll(/"S":"([^"]*)"/g)].map(([, key = '']) => key);

type Delivery = Readonly<{ items: readonly string[]; left: readonly string[] }>;

/** DynamoDB as it answers a batch: what it delivers of the keys, and which it leaves, at this attempt. */
type Deliver = (keys: readonly string[], attempt: number) => Delivery;

const itemOf = (key: string): Item => ({ key: { S: key }, text: { S: `of ${key}` } });
const all: Deliver = (keys) => ({ items: keys, left: [] });

const tableOf = (deliver: Deliver = all) => {
  const sent: Sent[] = [];
  const client = new DynamoDBClient({ region: 'us-east-1' });
  client.middlewareStack.add(
    (_next, { commandName = '' }) =>
      async ({ input }) => {
        const operation = commandName.replace('Command', '');
        const isConsistent = JSON.stringify(input).includes('"ConsistentRead":true');
        if (operation === 'GetItem') {
          const key = textIn(input);
          sent.push({ operation, tables: [], keys: [key], isConsistent });
          return { output: { Item: itemOf(key), $metadata: {} }, response: {} };
        }
        const keys = textsIn(input);
        sent.push({
          operation,
          tables: 'RequestItems' in input ? Object.keys(input.RequestItems ?? {}) : [],
          keys,
          isConsistent,
        });
        const { items, left } = deliver(keys, sent.length);
        const output = {
          Responses: { control: items.map(itemOf).toReversed() },
          UnprocessedKeys: left.length === 0 ? {} : { control: { Keys: left.map((key) => ({ key: { S: key } })) } },
          $metadata: {},
        };
        return { output, response: {} };
      },
    { step: 'initialize' },
  );
  return { sent, table: { client, table: 'control' } };
};

describe('an item of the control table', () => {
  it('is read consistently', async () => {
    const { table, sent } = tableOf();
    expect(await readItem(table, 'lock#a')).toEqual(itemOf('lock#a'));
    expect(sent).toEqual([{ operation: 'GetItem', tables: [], keys: ['lock#a'], isConsistent: true }]);
  });

  it('is read with others in one consistent call, in whatever order they come', async () => {
    const { table, sent } = tableOf();
    const keys = ['lock#a', 'killSwitch#a'];
    expect([...(await readItems(table, keys)).keys()].toSorted()).toEqual(keys.toSorted());
    expect(sent).toEqual([{ operation: 'BatchGetItem', tables: ['control'], keys, isConsistent: true }]);
  });

  it('is absent where DynamoDB has delivered all and not this one', async () => {
    const { table } = tableOf((keys) => ({ items: keys.filter((key) => key !== 'killSwitch#a'), left: [] }));
    expect(await readItems(table, ['lock#a', 'killSwitch#a'])).toEqual(new Map([['lock#a', itemOf('lock#a')]]));
  });

  it('is asked for again where DynamoDB has not come to it', async () => {
    const { table, sent } = tableOf((keys, attempt) =>
      attempt < 3 ? { items: keys.slice(0, 1), left: keys.slice(1) } : { items: keys, left: [] },
    );
    const keys = ['a', 'b', 'c', 'd'];
    expect(await readItems(table, keys)).toEqual(new Map(keys.map((key) => [key, itemOf(key)])));
    expect(sent.map((one) => [one.keys, one.isConsistent])).toEqual([
      [['a', 'b', 'c', 'd'], true],
      [['b', 'c', 'd'], true],
      [['c', 'd'], true],
    ]);
  });

  it('is unknown, not absent, where DynamoDB never comes to it', async () => {
    vi.useFakeTimers();
    const { table, sent } = tableOf((keys) => ({
      items: keys.filter((key) => key !== 'killSwitch#a'),
      left: ['killSwitch#a'],
    }));
    const failure = readItems(table, ['lock#a', 'killSwitch#a']).catch((error: unknown) => error);
    await vi.runAllTimersAsync();
    vi.useRealTimers();
    expect(await failure).toBeInstanceOf(LedgerUnavailable);
    expect(await failure).toMatchObject({ facts: { keys: ['killSwitch#a'] } });
    expect(sent).toHaveLength(5);
  });
});
