import type { Call } from '../../call.ts';
import type { ConditionKeys } from '../../identity/condition-keys.ts';
import { membersOf, tableName, tablesIn, textIn } from './resources.ts';
import type { Json } from './store.ts';

const withoutKeys = new Set([
  'Scan',
  'DescribeTable',
  'DescribeTimeToLive',
  'CreateTable',
  'DeleteTable',
  'ListTables',
]);

/**
 * dynamodb:LeadingKeys, the partition keys that a request names:
 * docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html. A Scan names none. Of a request whose keys
 * cannot be told, the condition is not known here, and refused by name.
 */
export type PartitionKeyOf = (region: string, table: string, index: string) => string | undefined;

export function leadingKeys(call: Call, keyOf: PartitionKeyOf): ConditionKeys {
  const values = withoutKeys.has(call.operation) ? [] : valuesIn(membersOf(call.input), call, keyOf);
  const known = values.filter((value) => value !== undefined);
  return known.length < values.length ? {} : { 'dynamodb:leadingkeys': [...new Set(known)] };
}

function valuesIn(input: Json, { operation, region }: Call, keyOf: PartitionKeyOf): (string | undefined)[] {
  const index = textIn(input, 'IndexName');
  return tablesIn(input).flatMap((table) => {
    const key = keyOf(region, tableName(table), index);
    if (key === undefined) return [undefined];
    if (operation === 'Query') return [ofQuery(input, key)];
    if (operation.startsWith('Batch')) return requestsOf(input, table).map((request) => ofRequest(request, key));
    return [ofItem(input.Key ?? input.Item, key)];
  });
}

/** `#k = :v`, anywhere in the expression: a Query names its partition key by equality. */
function ofQuery(input: Json, key: string): string | undefined {
  const { ExpressionAttributeNames: names, ExpressionAttributeValues: values, KeyConditionExpression: text } = input;
  if (typeof text !== 'string') return undefined;
  const named = [...text.matchAll(/([\w.#-]+)\s*=\s*(:\w+)/g)].find(([, name = '']) => {
    return (name.startsWith('#') ? memberOf(names, name) : name) === key;
  });
  return textOf(memberOf(values, named?.[2] ?? ''));
}

const memberOf = (body: unknown, name: string): unknown => (isObject(body) ? body[name] : undefined);

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Of `{ S: 'a' }`, `{ N: '1' }`; of a binary the base64 that it travels as. */
function textOf(attribute: unknown): string | undefined {
  const value = memberOf(attribute, 'S') ?? memberOf(attribute, 'N') ?? memberOf(attribute, 'B');
  return typeof value === 'string' ? value : undefined;
}

function requestsOf(input: Json, table: string): readonly unknown[] {
  const requests = memberOf(input.RequestItems, table);
  if (Array.isArray(requests)) return requests;
  const keys = memberOf(requests, 'Keys');
  return Array.isArray(keys) ? keys.map((Key) => ({ GetRequest: { Key } })) : [];
}

const ofRequest = (request: unknown, key: string): string | undefined =>
  ofItem(memberOf(memberOf(request, 'PutRequest'), 'Item'), key) ??
  ofItem(memberOf(memberOf(request, 'DeleteRequest'), 'Key'), key) ??
  ofItem(memberOf(memberOf(request, 'GetRequest'), 'Key'), key);

const ofItem = (item: unknown, key: string): string | undefined => textOf(memberOf(item, key));
