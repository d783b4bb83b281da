import type { Call } from '../../call.ts';
import type { Json } from './store.ts';

const isArn = (table: string): boolean => table.startsWith('arn:');

/** Both a table's name and its ARN stand for it in requests. */
export const tableName = (table: string): string => (isArn(table) ? table.slice(table.indexOf('/') + 1) : table);

export const textIn = (input: object, member: string): string => {
  const value: unknown = Object.entries(input).find(([name]) => name === member)?.[1];
  return typeof value === 'string' ? value : '';
};

const tableArn = (table: string, { region }: Call, account: string): string =>
  isArn(table) ? table : `arn:aws:dynamodb:${region}:${account}:table/${table}`;

const isTables = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html: of an index, the index alone is asked. */
export const createResources = (account: string) => {
  const ofTable = (input: object, call: Call): readonly string[] => [
    tableArn(textIn(input, 'TableName'), call, account),
  ];
  const ofTableOrIndex = (input: object, call: Call): readonly string[] => {
    const index = textIn(input, 'IndexName');
    return ofTable(input, call).map((arn) => (index === '' ? arn : `${arn}/index/${index}`));
  };
  const ofTables = (input: object, call: Call): readonly string[] => {
    const tables = 'RequestItems' in input && isTables(input.RequestItems) ? Object.keys(input.RequestItems) : [];
    return tables.map((table) => tableArn(table, call, account));
  };
  return {
    GetItem: ofTable,
    PutItem: ofTable,
    UpdateItem: ofTable,
    DeleteItem: ofTable,
    DescribeTable: ofTable,
    Query: ofTableOrIndex,
    Scan: ofTableOrIndex,
    BatchGetItem: ofTables,
  };
};
