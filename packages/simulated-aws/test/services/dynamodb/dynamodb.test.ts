import { describe, expect, it } from 'vitest';
import { createDynamodb } from '../../../src/services/dynamodb/dynamodb.ts';
import { asker, callOf, codeOf, createTestWorld } from '../test-world.ts';

const properties = {
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'runId', AttributeType: 'S' },
    { AttributeName: 'position', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'runId', KeyType: 'HASH' },
    { AttributeName: 'position', KeyType: 'RANGE' },
  ],
};

const entry = (position: string, note = 'n') => ({ runId: { S: 'r1' }, position: { S: position }, note: { S: note } });

const createLedger = async () => {
  const setting = createTestWorld();
  const dynamodb = createDynamodb(setting.world);
  await setting.clock.runUntil(dynamodb.createTable({ name: 'ledger', region: 'us-east-1', properties }));
  const asked = asker(dynamodb, 'us-east-1');
  const ask = (operation: string, input: object = {}) =>
    setting.clock.runUntil(asked(operation, { TableName: 'ledger', ...input }));
  return { ...setting, dynamodb, ask, asked };
};

describe('a table', () => {
  it('is described with the account, the Region and the time of the simulation', async () => {
    const { ask } = await createLedger();
    expect(await ask('DescribeTable')).toMatchObject({
      Table: {
        TableName: 'ledger',
        TableArn: 'arn:aws:dynamodb:us-east-1:123456789012:table/ledger',
        TableStatus: 'ACTIVE',
        CreationDateTime: Date.parse('2026-01-05T03:00:00Z') / 1000,
        BillingModeSummary: {
          BillingMode: 'PAY_PER_REQUEST',
          LastUpdateToPayPerRequestDateTime: Date.parse('2026-01-05T03:00:00Z') / 1000,
        },
      },
    });
  });

  it('is called by its name or by its ARN', async () => {
    const { ask } = await createLedger();
    await ask('PutItem', { Item: entry('a#1') });
    const Key = { runId: { S: 'r1' }, position: { S: 'a#1' } };
    const TableName = 'arn:aws:dynamodb:us-east-1:123456789012:table/ledger';
    expect(await ask('GetItem', { TableName, Key })).toEqual({ Item: entry('a#1') });
  });

  it('exists in its Region only', async () => {
    const { clock, dynamodb } = await createLedger();
    const elsewhere = asker(dynamodb, 'us-west-2')('PutItem', { TableName: 'ledger', Item: entry('a#1') });
    expect(await clock.runUntil(codeOf(elsewhere))).toBe('ResourceNotFoundException');
  });

  it('gives the items of a key in order, page by page', async () => {
    const { ask } = await createLedger();
    for (const position of ['a#2', 'a#1', 'b#1', 'a#3']) await ask('PutItem', { Item: entry(position) });
    const query = {
      KeyConditionExpression: 'runId = :run AND begins_with(#p, :stream)',
      ExpressionAttributeNames: { '#p': 'position' },
      ExpressionAttributeValues: { ':run': { S: 'r1' }, ':stream': { S: 'a#' } },
    };
    const first = await ask('Query', { ...query, Limit: 2 });
    expect(first).toMatchObject({ Items: [entry('a#1'), entry('a#2')], LastEvaluatedKey: { position: { S: 'a#2' } } });
    const ExclusiveStartKey = { runId: { S: 'r1' }, position: { S: 'a#2' } };
    expect(await ask('Query', { ...query, ExclusiveStartKey })).toMatchObject({ Items: [entry('a#3')], Count: 1 });
  });

  it('counts up by an update with a condition', async () => {
    const { ask } = await createLedger();
    const update = {
      Key: { runId: { S: 'r1' }, position: { S: 'lock' } },
      UpdateExpression: 'ADD epoch :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
      ReturnValues: 'ALL_NEW',
    };
    await ask('UpdateItem', update);
    expect(await ask('UpdateItem', update)).toMatchObject({ Attributes: { epoch: { N: '2' } } });
  });
});

describe('a conditional write', () => {
  const onlyNew = { ConditionExpression: 'attribute_not_exists(#p)', ExpressionAttributeNames: { '#p': 'position' } };

  it('lets exactly one of two writers through that come at the same time', async () => {
    const { asked, clock } = await createLedger();
    const write = (note: string) =>
      codeOf(asked('PutItem', { TableName: 'ledger', Item: entry('a#1', note), ...onlyNew }));
    const answers = await clock.runUntil(Promise.all([write('first'), write('second')]));
    expect(answers).toEqual([{}, 'ConditionalCheckFailedException']);
  });

  it.each([
    { operation: 'PutItem', input: { Item: entry('a#1', 'second'), ...onlyNew } },
    {
      operation: 'UpdateItem',
      input: { Key: { runId: { S: 'r1' }, position: { S: 'a#1' } }, UpdateExpression: 'REMOVE note', ...onlyNew },
    },
    { operation: 'DeleteItem', input: { Key: { runId: { S: 'r1' }, position: { S: 'a#1' } }, ...onlyNew } },
  ])('gives the item that stands with the error of $operation when it is wanted', async ({ operation, input }) => {
    const { ask } = await createLedger();
    await ask('PutItem', { Item: entry('a#1', 'first') });
    const fault = { code: 'ConditionalCheckFailedException', message: 'The conditional request failed', status: 400 };
    await expect(ask(operation, { ...input, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' })).rejects.toMatchObject({
      ...fault,
      fields: { Item: entry('a#1', 'first') },
    });
    await expect(ask(operation, input)).rejects.toMatchObject({ ...fault, fields: {} });
  });
});

describe('a request', () => {
  it('takes no time on the clock, which stands still while it is inside', async () => {
    const { asked, clock } = await createLedger();
    const startedAt = clock.now();
    const seen: number[] = [];
    clock.after(1, () => seen.push(clock.now()));
    const writing = asked('PutItem', { TableName: 'ledger', Item: entry('a#1') }).then(() => clock.now());
    expect(await clock.runUntil(writing)).toBe(startedAt);
    expect(seen).toEqual([]);
  });

  it.each([
    { operation: 'TransactWriteItems', input: {}, code: 'NotSimulated' },
    { operation: 'GetItem', input: { TableName: 'none', Key: { a: { S: 'b' } } }, code: 'ResourceNotFoundException' },
    { operation: 'GetItem', input: { Key: { wrong: { S: 'b' } } }, code: 'ValidationException' },
    { operation: 'DescribeTable', input: { TableName: 'none' }, code: 'ResourceNotFoundException' },
  ])('for $operation of $input is answered by $code', async ({ operation, input, code }) => {
    const { ask } = await createLedger();
    expect(await codeOf(ask(operation, input))).toBe(code);
  });

  it.each([
    {
      operation: 'PutItem',
      input: { TableName: 'ledger' },
      arns: ['arn:aws:dynamodb:eu-west-1:123456789012:table/ledger'],
    },
    {
      operation: 'Query',
      input: { TableName: 'ledger', IndexName: 'byPlan' },
      arns: ['arn:aws:dynamodb:eu-west-1:123456789012:table/ledger/index/byPlan'],
    },
    {
      operation: 'BatchGetItem',
      input: { RequestItems: { one: {}, two: {} } },
      arns: ['arn:aws:dynamodb:eu-west-1:123456789012:table/one', 'arn:aws:dynamodb:eu-west-1:123456789012:table/two'],
    },
  ])('for $operation shows IAM $arns', ({ operation, input, arns }) => {
    const dynamodb = createDynamodb(createTestWorld().world);
    expect(dynamodb.resources[operation]?.(input, callOf(dynamodb, operation, 'eu-west-1'))).toEqual(arns);
  });
});
