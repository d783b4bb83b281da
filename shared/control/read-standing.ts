import * as z from 'zod';
import type { PlanName } from '../contracts/fields.ts';
import { RunId } from '../contracts/fields.ts';
import { OperatorName, Reason } from '../contracts/said.ts';
import type { StoredStanding } from './control.ts';
import { type ControlTable, readItem, textsOf } from './control-table.ts';
import { type Lock, readLock } from './lock.ts';

/** The reason that stands with the kill switch of the plan, or else of all plans. */
export const readKillSwitch = async (table: ControlTable, plan: PlanName): Promise<string | undefined> => {
  const set = await Promise.all([`killSwitch#${plan}`, 'killSwitch#*'].map((key) => readItem(table, key)));
  return set.flatMap((item) => (item ? [item.reason?.S ?? 'no reason was given'] : []))[0];
};

/** Typed by a person: without a name and a reason it is none, and of another run it is none of this one. */
const Acknowledgement = z.object({ runId: RunId, operator: OperatorName, reason: Reason });

const readAcknowledged = async (table: ControlTable, plan: PlanName): Promise<RunId | undefined> => {
  const item = await readItem(table, `acknowledgement#${plan}`);
  return item && Acknowledgement.safeParse(textsOf(item)).data?.runId;
};

const holderOf = ({ runId, executionArn }: Lock): Pick<StoredStanding, 'lock'> =>
  runId === undefined ? {} : { lock: { runId, executionArn: executionArn ?? '' } };

/** All that the table knows of whether a run may begin, in four consistent reads side by side. */
export const readStanding = async (table: ControlTable, plan: PlanName): Promise<StoredStanding> => {
  const [lock, killSwitch, acknowledged] = await Promise.all([
    readLock(table, plan),
    readKillSwitch(table, plan),
    readAcknowledged(table, plan),
  ]);
  const { holdDownUntil, lastRun } = lock;
  return {
    ...holderOf(lock),
    ...(killSwitch === undefined ? {} : { killSwitch }),
    ...(holdDownUntil === undefined ? {} : { holdDownUntil }),
    ...(lastRun === undefined ? {} : { lastRun }),
    ...(acknowledged !== undefined && acknowledged === lastRun?.runId ? { acknowledged } : {}),
  };
};
