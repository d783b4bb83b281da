import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type OpenedAws, openToOperators } from './operators-wire.ts';

const TableName = 'ledger';
const definition = {
  TableName,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
} as const;
const create = (name = TableName) =>
  new CreateTableCommand({
    ...definition,
    AttributeDefinitions: [...definition.AttributeDefinitions],
    KeySchema: [...definition.KeySchema],
    TableName: name,
  });

let opened: OpenedAws;
let client: DynamoDBClient;

beforeEach(async () => {
  opened = await openToOperators();
  client = new DynamoDBClient(opened.settings);
});
afterEach(async () => {
  client.destroy();
  await opened.aws.close();
  expect(opened.errors).toEqual([]);
});

const status = async () => (await client.send(new DescribeTableCommand({ TableName }))).Table?.TableStatus;
const item = { TableName, Item: { id: { S: 'a' } } };

it('a table is CREATING until it takes items, and DELETING until it is gone', async () => {
  const made = await client.send(create());
  expect(made.TableDescription).toMatchObject({
    TableStatus: 'CREATING',
    TableArn: 'arn:aws:dynamodb:us-west-2:111122223333:table/ledger',
  });
  await expect(client.send(new PutItemCommand(item))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await expect(client.send(new DeleteTableCommand({ TableName }))).rejects.toMatchObject({
    name: 'ResourceInUseException',
  });
  await opened.clock.advance(10_000);
  expect(await status()).toBe('ACTIVE');
  await client.send(new PutItemCommand(item));
  const deleted = await client.send(new DeleteTableCommand({ TableName }));
  expect(deleted.TableDescription?.TableStatus).toBe('DELETING');
  const got = await client.send(new GetItemCommand({ TableName, Key: item.Item }));
  expect(got.Item).toEqual(item.Item);
  await opened.clock.advance(5_000);
  await expect(status()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

it('tables are listed by name, from one on', async () => {
  for (const name of ['one', 'three', 'two']) await client.send(create(name));
  const first = await client.send(new ListTablesCommand({ Limit: 2 }));
  expect(first).toMatchObject({ TableNames: ['one', 'three'], LastEvaluatedTableName: 'three' });
  const rest = await client.send(new ListTablesCommand({ ExclusiveStartTableName: 'three' }));
  expect(rest.TableNames).toEqual(['two']);
});

it('items are written many at once, and never expire', async () => {
  await client.send(create());
  await opened.clock.advance(10_000);
  const RequestItems = { [TableName]: [{ PutRequest: { Item: item.Item } }] };
  await client.send(new BatchWriteItemCommand({ RequestItems }));
  expect((await client.send(new GetItemCommand({ TableName, Key: item.Item }))).Item).toEqual(item.Item);
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'DISABLED' });
});

it('a second table of the name, and what is not modelled, are refused', async () => {
  await client.send(create());
  await expect(client.send(create())).rejects.toMatchObject({ name: 'ResourceInUseException' });
  await expect(client.send(new UpdateTableCommand({ TableName }))).rejects.toMatchObject({ name: 'NotSimulated' });
  await expect(client.send(new DeleteTableCommand({ TableName: 'nobody' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
