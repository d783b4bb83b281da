import { describe, expect, it } from 'vitest';
import type { Principal } from '../../src/call.ts';
import { createSetting, region } from './policy-setting.ts';

const trust = { Statement: { Effect: 'Allow', Principal: { Service: 'x.amazonaws.com' }, Action: 'sts:AssumeRole' } };

const conditionOn = (pattern: string) => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [pattern] },
  Null: { 'dynamodb:LeadingKeys': 'false' },
});

const properties = {
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: ['id', 'moment', 'holder'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  KeySchema: [
    { AttributeName: 'id', KeyType: 'HASH' },
    { AttributeName: 'moment', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-owner',
      KeySchema: [{ AttributeName: 'holder', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
};

/** A role that may do everything with the items whose partition key begins with `lock#`. */
const createTable = async (condition: object = conditionOn('lock#*')) => {
  const setting = createSetting();
  const { aws, clock } = setting;
  await clock.runUntil(aws.dynamodb.createTable({ name: 'control', region, properties }));
  const document = { Statement: { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*', Condition: condition } };
  const role = aws.identity.addRole({ name: 'keeper', trust, policies: [{ name: 'own', document }] });
  const keeper: Principal = { kind: 'role', role, session: 'test' };
  const outcomeOf = async (operation: string, input: Record<string, unknown>) => {
    const asked = setting.ask(keeper, `dynamodb:${operation}`, { TableName: 'control', ...input });
    const answer = await clock.runUntil(setting.outcomeOf(asked));
    return /is not authorized/.test(answer) ? 'denied' : answer;
  };
  return { ...setting, outcomeOf };
};

const item = (key: string) => ({ id: { S: key }, moment: { S: '1' }, holder: { S: key } });
const keyOf = (key: string) => ({ id: { S: key }, moment: { S: '1' } });
const query = (key: string, expression = 'id = :k') => ({
  KeyConditionExpression: expression,
  ExpressionAttributeValues: { ':k': { S: key }, ':a': { S: '0' } },
});

const requests: readonly { operation: string; of: (key: string) => Record<string, unknown> }[] = [
  { operation: 'GetItem', of: (key) => ({ Key: keyOf(key) }) },
  { operation: 'PutItem', of: (key) => ({ Item: item(key) }) },
  { operation: 'UpdateItem', of: (key) => ({ Key: keyOf(key) }) },
  { operation: 'DeleteItem', of: (key) => ({ Key: keyOf(key) }) },
  { operation: 'Query', of: (key) => query(key, 'moment > :a AND id = :k') },
  {
    operation: 'Query',
    of: (key) => ({ ...query(key, '#k = :k AND moment > :a'), ExpressionAttributeNames: { '#k': 'id' } }),
  },
];

describe('a condition on the partition key', () => {
  it.each(requests)('lets $operation through for items of its own, and for no other', async ({ operation, of }) => {
    const { outcomeOf } = await createTable();
    expect(await outcomeOf(operation, of('lock#orders'))).toBe('accepted');
    expect(await outcomeOf(operation, of('killSwitch#orders'))).toBe('denied');
  });

  it('asks of an index for the partition key of the index', async () => {
    const { outcomeOf } = await createTable();
    const of = (key: string) => ({ IndexName: 'by-owner', ...query(key, 'holder = :k') });
    const { ':a': _unused, ...values } = of('lock#a').ExpressionAttributeValues;
    expect(await outcomeOf('Query', { ...of('lock#a'), ExpressionAttributeValues: values })).toBe('accepted');
    expect(await outcomeOf('Query', of('watch#a'))).toBe('denied');
  });

  it.each([
    { operation: 'BatchWriteItem', one: (key: string): object => ({ PutRequest: { Item: item(key) } }) },
    { operation: 'BatchWriteItem', one: (key: string): object => ({ DeleteRequest: { Key: keyOf(key) } }) },
  ])('holds for every item of $operation', async ({ operation, one }) => {
    const { outcomeOf } = await createTable();
    const of = (...keys: string[]) => ({ TableName: undefined, RequestItems: { control: keys.map(one) } });
    expect(await outcomeOf(operation, of('lock#a', 'lock#b'))).toBe('accepted');
    expect(await outcomeOf(operation, of('lock#a', 'watch#b'))).toBe('denied');
  });

  it('holds for every item of BatchGetItem', async () => {
    const { outcomeOf } = await createTable();
    const of = (...keys: string[]) => ({
      TableName: undefined,
      RequestItems: { control: { Keys: keys.map(keyOf) } },
    });
    expect(await outcomeOf('BatchGetItem', of('lock#a'))).toBe('accepted');
    expect(await outcomeOf('BatchGetItem', of('lock#a', 'watch#b'))).toBe('denied');
  });

  it('is true of a Scan, which names no key, unless a key must be named', async () => {
    const { Null: _mustBeThere, ...forAll } = conditionOn('lock#*');
    expect(await (await createTable(forAll)).outcomeOf('Scan', {})).toBe('accepted');
    expect(await (await createTable()).outcomeOf('Scan', {})).toBe('denied');
  });

  it('is refused by name where the key of a request cannot be told', async () => {
    const { outcomeOf } = await createTable();
    const asked = outcomeOf('Query', { KeyConditions: { id: { ComparisonOperator: 'EQ' } } });
    expect(await asked).toBe('NotSimulated: condition key dynamodb:LeadingKeys');
  });
});

it('a table that is protected is not deleted, and says so when it is described', async () => {
  const { aws, ask, addRole, clock, outcomeOf } = createSetting();
  await clock.runUntil(aws.dynamodb.createTable({ name: 'ledger', region, properties, isProtected: true }));
  const admin = addRole('admin', ['dynamodb:*']);
  const deleted = await clock.runUntil(outcomeOf(ask(admin, 'dynamodb:DeleteTable', { TableName: 'ledger' })));
  expect(deleted).toContain('currently protected against deletion');
  const described = clock.runUntil(ask(admin, 'dynamodb:DescribeTable', { TableName: 'ledger' }));
  expect(await described).toMatchObject({ Table: { TableStatus: 'ACTIVE', DeletionProtectionEnabled: true } });
});
