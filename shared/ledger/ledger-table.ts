import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  paginateQuery,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { RunId } from '../contracts/fields.ts';
import type { LedgerEntry, Stream } from '../contracts/ledger-entry.ts';
import { entryOf, itemOf, positionOf } from './ledger-items.ts';

export type LedgerTable = Readonly<{ client: DynamoDBClient; table: string; runId: RunId }>;

type Ledger = LedgerTable;

export async function readEntries(ledger: Ledger, stream?: Stream): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  for await (const page of paginateQuery({ client: ledger.client }, query(ledger, stream && `${stream}#`)))
    entries.push(...(page.Items ?? []).map(entryOf));
  return entries;
}

/** Of one run: everything, or what stands at positions that begin with these characters. */
const query = ({ table, runId }: Ledger, beginning?: string): QueryCommandInput => ({
  TableName: table,
  ConsistentRead: true,
  KeyConditionExpression: beginning ? 'runId = :runId AND begins_with(#position, :beginning)' : 'runId = :runId',
  ...(beginning && { ExpressionAttributeNames: { '#position': 'position' } }),
  ExpressionAttributeValues: { ':runId': { S: runId }, ...(beginning && { ':beginning': { S: beginning } }) },
});

export const readLast = (ledger: Ledger, stream: Stream): Promise<LedgerEntry | undefined> =>
  readOne(ledger, { ...query(ledger, `${stream}#`), ScanIndexForward: false });

async function readOne({ client }: Ledger, request: QueryCommandInput): Promise<LedgerEntry | undefined> {
  const { Items } = await client.send(new QueryCommand({ ...request, Limit: 1 }));
  return Items?.map(entryOf)[0];
}

/** False when another entry stands at this position. Our own, whose first answer was lost, does not count as another. */
export async function putEntry(ledger: Ledger, entry: LedgerEntry): Promise<boolean> {
  const request = {
    TableName: ledger.table,
    Item: itemOf(entry),
    ConditionExpression: 'attribute_not_exists(#position)',
    ExpressionAttributeNames: { '#position': 'position' },
  };
  try {
    await ledger.client.send(new PutItemCommand(request));
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const present = await readOne(ledger, query(ledger, positionOf(entry.stream, entry.sequence)));
    return present?.hash === entry.hash;
  }
}
