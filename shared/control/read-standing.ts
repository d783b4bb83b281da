import * as z from 'zod';
import { defined } from '../contracts/defined.ts';
import type { PlanName } from '../contracts/fields.ts';
import { RunId } from '../contracts/fields.ts';
import { OperatorName, Reason } from '../contracts/said.ts';
import type { StoredStanding } from './control.ts';
import { type ControlTable, textsOf } from './control-table.ts';
import { type Lock, lockKey, lockOf } from './lock.ts';
import { type Items, readItems } from './read-items.ts';

const everyPlan = 'killSwitch#*';

/** Typed by a person: without a name and a reason it is none, and of another run it is none of this one. */
const Acknowledgement = z.object({ runId: RunId, operator: OperatorName, reason: Reason });

/** Who holds the plan, and why nobody may act, in one call. */
export async function readHold(
  table: ControlTable,
  plan: PlanName,
): Promise<Readonly<{ lock: Lock; killSwitch: string | undefined }>> {
  const items = await readItems(table, [lockKey(plan), killSwitchKey(plan), everyPlan]);
  return { lock: lockOf(items.get(lockKey(plan))), killSwitch: killSwitchIn(items, plan) };
}

const killSwitchKey = (plan: PlanName) => `killSwitch#${plan}`;

/** The reason that stands with the kill switch of the plan, or else of all plans. */
const killSwitchIn = (items: Items, plan: PlanName): string | undefined =>
  [killSwitchKey(plan), everyPlan].flatMap((key) => {
    const item = items.get(key);
    return item ? [item.reason?.S ?? 'no reason was given'] : [];
  })[0];

export const standingKeys = (plan: PlanName): readonly string[] => [
  ...[lockKey(plan), killSwitchKey(plan), everyPlan],
  acknowledgementKey(plan),
];

const acknowledgementKey = (plan: PlanName) => `acknowledgement#${plan}`;

/** Of the items of `standingKeys`. */
export function standingIn(items: Items, plan: PlanName): StoredStanding {
  const lock = lockOf(items.get(lockKey(plan)));
  const killSwitch = killSwitchIn(items, plan);
  const acknowledged = acknowledgedIn(items, plan);
  const { holdDownUntil, lastRun } = lock;
  return {
    ...holderOf(lock),
    ...defined({ killSwitch, holdDownUntil, lastRun }),
    ...(acknowledged !== undefined && acknowledged === lastRun?.runId ? { acknowledged } : {}),
  };
}

function acknowledgedIn(items: Items, plan: PlanName): RunId | undefined {
  const item = items.get(acknowledgementKey(plan));
  return item && Acknowledgement.safeParse(textsOf(item)).data?.runId;
}

const holderOf = ({ runId, executionArn }: Lock): Pick<StoredStanding, 'lock'> =>
  runId === undefined ? {} : { lock: { runId, executionArn: executionArn ?? '' } };

/** All that the table knows of whether a run may begin, in one call. */
export const readStanding = async (table: ControlTable, plan: PlanName): Promise<StoredStanding> =>
  standingIn(await readItems(table, standingKeys(plan)), plan);
