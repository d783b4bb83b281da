import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type * as z from 'zod';
import type { DbInstanceId, PlanName } from '../contracts/fields.ts';
import type { Debt } from '../contracts/recovery/debt.ts';
import type { WriteOff } from '../contracts/recovery/write-off.ts';
import { writeOffKey } from '../domain/recovery/write-off-key.ts';
import { ownRegion } from '../lambda/own-region.ts';
import { orUnavailable } from '../ledger/unavailable.ts';
import type { ControlSettings } from './connect-tables.ts';
import type { StoredStanding } from './control.ts';
import type { ControlTable } from './control-table.ts';
import { debtsKey, debtsOf, writeOffOf } from './debts.ts';
import { readItems } from './read-items.ts';
import { standingIn, standingKeys } from './read-standing.ts';

/** What a plan owes, whether anybody may act, and whether a person has written off the fence of the database that was asked for. */
export type Books = Readonly<{
  debts: readonly Debt[];
  standing: StoredStanding;
  writtenOff: WriteOff | undefined;
}>;

/** In one call, since a fence that is owed is looked at for days. Throws LedgerUnavailable and LedgerDenied. */
export type ReadBooks = (plan: PlanName, instance: DbInstanceId | undefined) => Promise<Books>;

export const openBooks =
  (table: ControlTable): ReadBooks =>
  (plan, instance) =>
    orUnavailable({ table: table.table, operation: 'books' }, read(table, plan, instance));

async function read(table: ControlTable, plan: PlanName, instance: DbInstanceId | undefined): Promise<Books> {
  const word = instance && writeOffKey(plan, instance);
  const items = await readItems(table, [debtsKey(plan), ...standingKeys(plan), ...(word === undefined ? [] : [word])]);
  return {
    debts: debtsOf(plan, items.get(debtsKey(plan))),
    standing: standingIn(items, plan),
    writtenOff: word === undefined ? undefined : writeOffOf(items.get(word)),
  };
}

export const connectBooks = ({ CONTROL_TABLE }: z.output<typeof ControlSettings>): ReadBooks =>
  openBooks({ client: new DynamoDBClient(ownRegion), table: CONTROL_TABLE });
