import type { Call } from '../../call.ts';
import type { Json } from './store.ts';

/** Both a table's name and its ARN stand for it in requests. */
export const tableName = (table: string): string => (isArn(table) ? table.slice(table.indexOf('/') + 1) : table);

const isArn = (table: string): boolean => table.startsWith('arn:');

export function textIn(input: object, member: string): string {
  const value: unknown = Object.entries(input).find(([name]) => name === member)?.[1];
  return typeof value === 'string' ? value : '';
}

export const membersOf = (input: object): Json => Object.fromEntries(Object.entries(input));

/** The tables that a request names, alone or in a batch. */
export function tablesIn(input: object): readonly string[] {
  if ('RequestItems' in input && isTables(input.RequestItems)) return Object.keys(input.RequestItems);
  return [textIn(input, 'TableName')].filter((name) => name !== '');
}

const isTables = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html: of an index, the index alone is asked. */
export function createResources(account: string) {
  const ofTable = (input: object, call: Call): readonly string[] => [
    tableArn(textIn(input, 'TableName'), call, account),
  ];
  const ofTableOrIndex = (input: object, call: Call): readonly string[] => {
    const index = textIn(input, 'IndexName');
    return ofTable(input, call).map((arn) => (index === '' ? arn : `${arn}/index/${index}`));
  };
  const ofTables = (input: object, call: Call): readonly string[] =>
    tablesIn(input).map((table) => tableArn(table, call, account));
  return {
    GetItem: ofTable,
    PutItem: ofTable,
    UpdateItem: ofTable,
    DeleteItem: ofTable,
    DescribeTable: ofTable,
    DescribeTimeToLive: ofTable,
    CreateTable: ofTable,
    DeleteTable: ofTable,
    Query: ofTableOrIndex,
    Scan: ofTableOrIndex,
    BatchGetItem: ofTables,
    BatchWriteItem: ofTables,
  };
}

const tableArn = (table: string, { region }: Call, account: string): string =>
  isArn(table) ? table : `arn:aws:dynamodb:${region}:${account}:table/${table}`;
