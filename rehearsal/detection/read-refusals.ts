import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { operatorKey } from 'simulated-aws';
import { RunId } from '../../shared/contracts/fields.ts';
import type { FactOf } from '../../shared/contracts/ledger-entry.ts';
import { factsOf } from '../../shared/domain/run-facts.ts';
import { openLedger } from '../../shared/ledger/open-ledger.ts';
import type { Stage } from '../stage.ts';

export type Refusal = Readonly<{ at: string; fact: FactOf<'detectionRefused'> }>;

/** What detection wrote down about a plan today: why it looked and started nothing. */
export async function readRefusals({ clock, port, stack, standby }: Stage, plan: string): Promise<Refusal[]> {
  const now = () => new Date(clock.now()).toISOString();
  const client = new DynamoDBClient({
    region: standby,
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: operatorKey, secretAccessKey: 'any' },
  });
  try {
    const runId = RunId.parse(`${plan}-watch-${now().slice(0, 10)}`);
    const entries = await openLedger({ client, table: stack.ledgerTable, runId, now }).read('run');
    return factsOf(entries, 'detectionRefused').map(({ at, fact }) => ({ at, fact }));
  } finally {
    client.destroy();
  }
}
