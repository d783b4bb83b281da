import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { Item } from './read-items.ts';

/** Texts and numbers of an item as texts; what else stands in it is for whoever put it there. */
export const textsOf = (item: Item): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(item).map(([key, { S, N }]) => [key, S ?? N]));

export type ControlTable = Readonly<{ client: DynamoDBClient; table: string }>;

export type Change = Pick<
  UpdateItemCommandInput,
  'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/** The item as it is afterwards; undefined when the condition did not hold. */
export async function updateItem(
  { client, table }: ControlTable,
  key: string,
  change: Change,
): Promise<Item | undefined> {
  try {
    const request = { TableName: table, Key: { key: { S: key } }, ReturnValues: 'ALL_NEW', ...change } as const;
    const { Attributes } = await client.send(new UpdateItemCommand(request));
    return Attributes ?? {};
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
