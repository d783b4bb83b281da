import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { RunId } from '../contracts/fields.ts';
import { ownRegion } from '../lambda/own-region.ts';
import { utcNow } from '../lambda/utc-now.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { openLedger } from '../ledger/open-ledger.ts';
import type { Control } from './control.ts';
import { openControl } from './open-control.ts';

export const LedgerSettings = z.object({ LEDGER_TABLE: z.string().min(1) });
export const ControlSettings = z.object({ CONTROL_TABLE: z.string().min(1) });

export type LedgerOf = (runId: RunId) => Ledger;

/** For handlers. The client may repeat a call by itself, since every write to these tables is conditional. */
export function connectLedgers({ LEDGER_TABLE }: z.output<typeof LedgerSettings>): LedgerOf {
  const client = new DynamoDBClient(ownRegion);
  return (runId) => openLedger({ client, table: LEDGER_TABLE, runId, now: utcNow });
}

export const connectControl = ({ CONTROL_TABLE }: z.output<typeof ControlSettings>): Control =>
  openControl({ client: new DynamoDBClient(ownRegion), table: CONTROL_TABLE });
