import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { DbInstanceId, PlanName } from '../contracts/fields.ts';
import { Debt } from '../contracts/recovery/debt.ts';
import { WriteOff } from '../contracts/recovery/write-off.ts';
import { writeOffKey } from '../domain/recovery/write-off-key.ts';
import { ownRegion } from '../lambda/own-region.ts';
import { parseStored } from '../ledger/stored-text.ts';
import { orUnavailable } from '../ledger/unavailable.ts';
import { changeText, readText, type TextPlace } from './change-text.ts';
import type { ControlSettings } from './connect-tables.ts';
import { type ControlTable, textsOf } from './control-table.ts';
import { type Item, readItem } from './read-items.ts';

const List = z.array(Debt);

const nothing = JSON.stringify([]);

export const debtsKey = (plan: PlanName): string => placeOf(plan).key;

const placeOf = (plan: PlanName): TextPlace => ({ key: `debts#${plan}`, attribute: 'debts' });

export const debtsOf = (plan: PlanName, item: Item | undefined): readonly Debt[] =>
  debtsIn(plan, item?.[placeOf(plan).attribute]?.S);

const debtsIn = (plan: PlanName, text: string | undefined): readonly Debt[] =>
  text === undefined ? [] : parseStored(List, text, placeOf(plan).key);

/** What a person typed that is none counts for nothing. */
export const writeOffOf = (item: Item | undefined): WriteOff | undefined =>
  item && WriteOff.safeParse(textsOf(item)).data;

/** Fences that runs of a plan owe, in the control table. Throws LedgerUnavailable and LedgerDenied. */
export type Debts = Readonly<{
  read: (plan: PlanName) => Promise<readonly Debt[]>;
  /** Changes what stands there; asked again when somebody else was first. Nothing is written where nothing changes. */
  change: (plan: PlanName, by: (debts: readonly Debt[]) => readonly Debt[]) => Promise<readonly Debt[]>;
  /** A person has said that the fence of this database is not to be made any more: the last such word. */
  writtenOff: (plan: PlanName, instance: DbInstanceId) => Promise<WriteOff | undefined>;
}>;

export function openDebts(table: ControlTable): Debts {
  const place = (operation: string) => ({ table: table.table, operation });
  return {
    read: (plan) =>
      orUnavailable(
        place('debts'),
        readText(table, placeOf(plan)).then((text) => debtsIn(plan, text)),
      ),
    change: (plan, by) => orUnavailable(place('changeDebts'), change(table, plan, by)),
    writtenOff: (plan, instance) =>
      orUnavailable(place('writtenOff'), readItem(table, writeOffKey(plan, instance)).then(writeOffOf)),
  };
}

async function change(table: ControlTable, plan: PlanName, by: Parameters<Debts['change']>[1]) {
  const after = await changeText(table, placeOf(plan), (text) => {
    const debts = JSON.stringify(by(debtsIn(plan, text)));
    return text === undefined && debts === nothing ? undefined : debts;
  });
  return debtsIn(plan, after);
}

export const connectDebts = ({ CONTROL_TABLE }: z.output<typeof ControlSettings>): Debts =>
  openDebts({ client: new DynamoDBClient(ownRegion), table: CONTROL_TABLE });
