import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { Instant, RunId } from '../contracts/fields.ts';
import { ownRegion } from '../lambda/own-region.ts';
import { parseStored } from '../ledger/stored-text.ts';
import { orUnavailable } from '../ledger/unavailable.ts';
import { changeText, readText } from './change-text.ts';
import type { ControlSettings } from './connect-tables.ts';
import type { ControlTable } from './control-table.ts';
import { verificationLock } from './verification-lock.ts';

const UnsettledRun = z.object({
  runId: RunId,
  /** When it was opened. */
  at: Instant,
  /** Names of copies that nobody has proved gone. Absent: the run has not closed, and its ledger alone can tell. */
  open: z.array(z.string()).optional(),
});

const Runs = z.array(UnsettledRun);

const place = { key: `unsettled#${verificationLock}`, attribute: 'runs' } as const;

export type UnsettledRun = z.output<typeof UnsettledRun>;

/**
 * Runs of verify-restores whose copies are not all proven gone, in the control table: a run is written here before it can order
 * anything, and leaves when nothing of it is left. What was ordered stands in its ledger; this is how a later run knows of it.
 */
export type Unsettled = Readonly<{
  read: () => Promise<readonly UnsettledRun[]>;
  change: (by: (runs: readonly UnsettledRun[]) => readonly UnsettledRun[]) => Promise<void>;
}>;

export function openUnsettled(table: ControlTable): Unsettled {
  const at = (operation: string) => ({ table: table.table, operation });
  return {
    read: () => orUnavailable(at('read'), readText(table, place).then(runsIn)),
    change: async (by) => {
      const replaced = changeText(table, place, (text) => JSON.stringify(by(runsIn(text))));
      await orUnavailable(at('change'), replaced);
    },
  };
}

const runsIn = (text: string | undefined): readonly UnsettledRun[] =>
  text === undefined ? [] : parseStored(Runs, text, place.key);

export const connectUnsettled = ({ CONTROL_TABLE }: z.output<typeof ControlSettings>): Unsettled =>
  openUnsettled({ client: new DynamoDBClient(ownRegion), table: CONTROL_TABLE });
