import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { RunId } from '../contracts/fields.ts';
import { LedgerUnavailable } from '../errors.ts';

export type ControlTable = Readonly<{ client: DynamoDBClient; table: string }>;

export type Lock = z.output<typeof Lock>;
const Lock = z.object({
  epoch: z.coerce.number().int().default(0),
  runId: RunId.optional(),
  executionArn: z.string().optional(),
  holdDownUntil: z.string().optional(),
});

type Item = Record<string, AttributeValue>;

const valuesOf = (item: Item) => Object.fromEntries(Object.entries(item).map(([key, { S, N }]) => [key, S ?? N]));

export const lockOf = (item: Item | undefined): Lock => {
  const parsed = Lock.safeParse(valuesOf(item ?? {}));
  if (parsed.success) return parsed.data;
  throw new LedgerUnavailable('The lock of the plan is not a lock.', { key: item?.key?.S });
};

export const readItem = async ({ client, table }: ControlTable, key: string): Promise<Item | undefined> => {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table, Key: { key: { S: key } }, ConsistentRead: true }),
  );
  return Item;
};

type Change = Pick<UpdateItemCommandInput, 'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeValues'>;

/** The item as it is afterwards; undefined when the condition did not hold. */
export const updateItem = async (
  { client, table }: ControlTable,
  key: string,
  change: Change,
): Promise<Item | undefined> => {
  try {
    const request = { TableName: table, Key: { key: { S: key } }, ReturnValues: 'ALL_NEW', ...change } as const;
    const { Attributes } = await client.send(new UpdateItemCommand(request));
    return Attributes ?? {};
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};
