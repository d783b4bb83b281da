import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type * as z from 'zod';
import type { PlanName } from '../contracts/fields.ts';
import { ownRegion } from '../lambda/own-region.ts';
import { orUnavailable } from '../ledger/unavailable.ts';
import type { ControlSettings } from './connect-tables.ts';
import type { ControlTable } from './control-table.ts';
import { readLock } from './lock.ts';

/** The ARN of the execution that holds the lock of a plan, or of verifications. Throws LedgerUnavailable and LedgerDenied. */
export type ReadHolder = (plan: PlanName) => Promise<string | undefined>;

export const connectLockHolder = ({ CONTROL_TABLE }: z.output<typeof ControlSettings>): ReadHolder =>
  openLockHolder({ client: new DynamoDBClient(ownRegion), table: CONTROL_TABLE });

const openLockHolder =
  (table: ControlTable): ReadHolder =>
  (plan) =>
    orUnavailable({ table: table.table, operation: 'holder' }, holderIn(table, plan));

async function holderIn(table: ControlTable, plan: PlanName): Promise<string | undefined> {
  const { runId, executionArn } = await readLock(table, plan);
  return runId === undefined ? undefined : executionArn;
}
