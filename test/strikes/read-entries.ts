import { operate } from 'simulated-aws/operate.ts';
import { defined } from '../../shared/contracts/defined.ts';
import type { LedgerEntry } from '../../shared/contracts/ledger-entry.ts';
import { entryOf } from '../../shared/ledger/ledger-items.ts';
import type { Scene } from '../support/virtual-run.ts';

type Item = Parameters<typeof entryOf>[0];
const isItem = (value: unknown): value is Item => typeof value === 'object' && value !== null;

/** All that the ledger holds of a run, or of what detection wrote on a day, in the order of streams. */
export const readEntries = async (
  { aws, clock, stack, standby }: Scene,
  runId: string,
): Promise<readonly LedgerEntry[]> => {
  const entries: LedgerEntry[] = [];
  let from: unknown;
  do {
    const input = {
      TableName: stack.ledgerTable,
      KeyConditionExpression: 'runId = :runId',
      ExpressionAttributeValues: { ':runId': { S: runId } },
      ...defined({ ExclusiveStartKey: from }),
    };
    const call = { service: 'dynamodb', region: standby, operation: 'Query', input };
    const { Items, LastEvaluatedKey } = await clock.runUntil(operate(aws, call));
    const items: readonly unknown[] = Array.isArray(Items) ? Items : [];
    entries.push(...items.filter(isItem).map(entryOf));
    from = LastEvaluatedKey;
  } while (from !== undefined);
  return entries;
};
