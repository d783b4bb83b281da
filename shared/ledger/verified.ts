import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { Instant, type PlanName, RunId, VerificationId } from '../contracts/fields.ts';
import { LedgerUnavailable } from '../errors.ts';
import { ownRegion } from '../lambda/own-region.ts';
import type { ControlSettings } from './connect-tables.ts';
import { type ControlTable, readItem, updateItem } from './control-table.ts';
import { parseStored } from './stored-text.ts';
import { orUnavailable } from './unavailable.ts';

const PastVerification = z.object({
  runId: RunId,
  at: Instant,
  /** From the call that restores until the first check passed, and until everything was read. */
  restoreSeconds: z.number().optional(),
  readSeconds: z.number().optional(),
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

const keyOf = (plan: PlanName): string => `verified#${plan}`;
const attempts = 5;

const readText = async (table: ControlTable, plan: PlanName): Promise<string | undefined> =>
  (await readItem(table, keyOf(plan)))?.states?.S;

const statesIn = (plan: PlanName, text: string | undefined): VerifiedStates =>
  text === undefined ? {} : parseStored(States, text, keyOf(plan));

const replace = (before: string | undefined, after: VerifiedStates) => ({
  UpdateExpression: 'SET states = :after',
  ConditionExpression: before === undefined ? 'attribute_not_exists(states)' : 'states = :before',
  ExpressionAttributeValues: {
    ':after': { S: JSON.stringify(after) },
    ...(before !== undefined && { ':before': { S: before } }),
  },
});

const change = async (table: ControlTable, plan: PlanName, by: Parameters<Verified['change']>[1]) => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const before = await readText(table, plan);
    const after = by(statesIn(plan, before));
    if (JSON.stringify(after) === before) return after;
    if (await updateItem(table, keyOf(plan), replace(before, after))) return after;
  }
  throw new LedgerUnavailable('What was verified was never the same for two looks.', { plan, attempts });
};

export const openVerified = (table: ControlTable): Verified => {
  const place = (operation: string) => ({ table: table.table, operation });
  return {
    read: (plan) =>
      orUnavailable(
        place('read'),
        readText(table, plan).then((text) => statesIn(plan, text)),
      ),
    change: (plan, by) => orUnavailable(place('change'), change(table, plan, by)),
  };
};

export const connectVerified = ({ CONTROL_TABLE }: z.output<typeof ControlSettings>): Verified =>
  openVerified({ client: new DynamoDBClient(ownRegion), table: CONTROL_TABLE });
