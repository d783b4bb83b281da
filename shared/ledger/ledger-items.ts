import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { LedgerEntry, type Stream } from '../contracts/ledger-entry.ts';
import { LedgerUnavailable } from '../errors.ts';

const digits = 6;

const Text = z.object({ S: z.string() }).transform(({ S }) => S);
const Stored = z.object({ runId: Text, position: Text, at: Text, previousHash: Text, hash: Text, fact: Text });

export const positionOf = (stream: Stream, sequence: number): string =>
  `${stream}#${String(sequence).padStart(digits, '0')}`;

type Item = Record<string, AttributeValue>;

/** The fact is stored as the text that was hashed, so that no number or key changes on the way through the table. */
export const itemOf = (entry: LedgerEntry): Item => ({
  runId: { S: entry.runId },
  position: { S: positionOf(entry.stream, entry.sequence) },
  at: { S: entry.at },
  previousHash: { S: entry.previousHash },
  hash: { S: entry.hash },
  fact: { S: JSON.stringify(entry.fact) },
});

export function entryOf(item: Item): LedgerEntry {
  try {
    const { position, fact, ...rest } = Stored.parse(item);
    const [stream, sequence] = position.split('#');
    return LedgerEntry.parse({ ...rest, stream, sequence: Number(sequence), fact: JSON.parse(fact) });
  } catch (cause) {
    throw new LedgerUnavailable('The ledger holds an item that is not an entry.', { at: item.position?.S }, { cause });
  }
}
