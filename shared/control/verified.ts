import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type * as z from 'zod';
import type { PlanName } from '../contracts/fields.ts';
import { VerifiedStates } from '../contracts/verification/verified.ts';
import { ownRegion } from '../lambda/own-region.ts';
import { parseStored } from '../ledger/stored-text.ts';
import { orUnavailable } from '../ledger/unavailable.ts';
import { changeText, readText, type TextPlace } from './change-text.ts';
import type { ControlSettings } from './connect-tables.ts';
import type { ControlTable } from './control-table.ts';

/** What verifications of a plan have shown so far, in the control table. */
export type Verified = Readonly<{
  read: (plan: PlanName) => Promise<VerifiedStates>;
  /** Changes what stands there; asked again when somebody else was first. */
  change: (plan: PlanName, by: (states: VerifiedStates) => VerifiedStates) => Promise<VerifiedStates>;
}>;

export function openVerified(table: ControlTable): Verified {
  const place = (operation: string) => ({ table: table.table, operation });
  return {
    read: (plan) =>
      orUnavailable(
        place('read'),
        readText(table, placeOf(plan)).then((text) => statesIn(plan, text)),
      ),
    change: (plan, by) => orUnavailable(place('change'), change(table, plan, by)),
  };
}

const placeOf = (plan: PlanName): TextPlace => ({ key: `verified#${plan}`, attribute: 'states' });

const statesIn = (plan: PlanName, text: string | undefined): VerifiedStates =>
  text === undefined ? {} : parseStored(VerifiedStates, text, placeOf(plan).key);

async function change(table: ControlTable, plan: PlanName, by: Parameters<Verified['change']>[1]) {
  const after = await changeText(table, placeOf(plan), (text) => JSON.stringify(by(statesIn(plan, text))));
  return statesIn(plan, after);
}

export const connectVerified = ({ CONTROL_TABLE }: z.output<typeof ControlSettings>): Verified =>
  openVerified({ client: new DynamoDBClient(ownRegion), table: CONTROL_TABLE });
