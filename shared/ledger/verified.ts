import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { Instant, type PlanName, RunId, VerificationId } from '../contracts/fields.ts';
import { ownRegion } from '../lambda/own-region.ts';
import { changeText, readText, type TextPlace } from './change-text.ts';
import type { ControlSettings } from './connect-tables.ts';
import type { ControlTable } from './control-table.ts';
import { parseStored } from './stored-text.ts';
import { orUnavailable } from './unavailable.ts';

const PastVerification = z.object({
  runId: RunId,
  at: Instant,
  /** From the call that restores until the first check passed, and until everything was read. */
  restoreSeconds: z.number().optional(),
  readSeconds: z.number().optional(),
  /** Of the database that was proven: by it its backups are known when it is gone itself. */
  sourceResourceId: z.string().optional(),
});
export type PastVerification = z.output<typeof PastVerification>;

const VerifiedState = z.object({
  /** When it was first looked for: what was never verified is as old as this. */
  watchedSince: Instant,
  /** Those that passed, the newest first, ten at most. */
  passed: z.array(PastVerification),
});

const States = z.record(VerificationId, VerifiedState);
export type VerifiedStates = z.output<typeof States>;

/** What verifications of a plan have shown so far, in the control table. */
export type Verified = Readonly<{
  read: (plan: PlanName) => Promise<VerifiedStates>;
  /** Changes what stands there; asked again when somebody else was first. */
  change: (plan: PlanName, by: (states: VerifiedStates) => VerifiedStates) => Promise<VerifiedStates>;
}>;

const placeOf = (plan: PlanName): TextPlace => ({ key: `verified#${plan}`, attribute: 'states' });

const statesIn = (plan: PlanName, text: string | undefined): VerifiedStates =>
  text === undefined ? {} : parseStored(States, text, placeOf(plan).key);

const change = async (table: ControlTable, plan: PlanName, by: Parameters<Verified['change']>[1]) => {
  const after = await changeText(table, placeOf(plan), (text) => JSON.stringify(by(statesIn(plan, text))));
  return statesIn(plan, after);
};

export const openVerified = (table: ControlTable): Verified => {
  const place = (operation: string) => ({ table: table.table, operation });
  return {
    read: (plan) =>
      orUnavailable(
        place('read'),
        readText(table, placeOf(plan)).then((text) => statesIn(plan, text)),
      ),
    change: (plan, by) => orUnavailable(place('change'), change(table, plan, by)),
  };
};

export const connectVerified = ({ CONTROL_TABLE }: z.output<typeof ControlSettings>): Verified =>
  openVerified({ client: new DynamoDBClient(ownRegion), table: CONTROL_TABLE });
