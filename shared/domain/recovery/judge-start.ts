import type { DeployedPlan } from '../../contracts/plan.ts';
import type { StartRecovery } from '../../contracts/recovery/run.ts';
import { isAcknowledged, type PlanStanding } from '../detection/standing.ts';

/** How far the clock of whoever saw the outage may be ahead of ours. */
const clockSkewMs = 60_000;

const strictness = { notify: 2, approval: 1, automatic: 0 } as const;

export type StartFacts = Readonly<{
  start: StartRecovery;
  plan: DeployedPlan;
  now: string;
  standing: PlanStanding;
}>;

/** Why this run may not begin; undefined when nothing but the lock can stand in its way. */
export const judgeStart = (facts: StartFacts): string | undefined => badInput(facts) ?? standsStill(facts);

function badInput(facts: StartFacts): string | undefined {
  const { start, plan, now } = facts;
  const runbook = start.runbook ?? plan.response.runbook;
  if (!Object.hasOwn(plan.runbooks, runbook)) return `the plan has no runbook ${runbook}`;
  if (start.planHash !== undefined && start.planHash !== plan.hash)
    return 'the plan that is deployed is not the one that this run was asked for: compare planHash';
  if (isLoosened(facts))
    return `mode ${start.mode} asks for less caution than the plan, which says ${plan.response.mode}; an input may only ask for more`;
  const asked = needsOperator(facts);
  if (asked) return `only a named operator may ask for ${asked}`;
  if (start.detectedAt !== undefined && Date.parse(start.detectedAt) > Date.parse(now) + clockSkewMs)
    return 'detectedAt lies in the future';
  return undefined;
}

/** How much caution there is, the plan says: an input may ask for more, and for less only a plan that is deployed. */
const isLoosened = ({ start, plan }: StartFacts): boolean =>
  start.mode !== undefined && strictness[start.mode] < strictness[plan.response.mode];

/** What takes a person with a name. */
function needsOperator({ start }: StartFacts): string | undefined {
  if (start.operator !== undefined) return undefined;
  if (start.bypassHoldDown) return 'bypassHoldDown';
  return start.acceptDataLoss ? 'acceptDataLoss' : undefined;
}

/** A dry run changes nothing: kill switch and hold-down do not concern it. */
function standsStill(facts: StartFacts): string | undefined {
  const { start, standing } = facts;
  if (start.dryRun) return undefined;
  if (standing.killSwitch !== undefined) return `the kill switch is set: ${standing.killSwitch}`;
  if (isBarred(facts))
    return `run ${standing.lastRun?.runId} has made changes: nothing starts by itself until a person has acknowledged it`;
  if (!isHeldDown(facts)) return undefined;
  return `the plan rests until ${standing.holdDownUntil} after its last run; a named operator may start it with bypassHoldDown, or acknowledge that run`;
}

/** After a run that made changes the signals may speak of a primary that is none: only people start another before they have seen it. */
const isBarred = ({ start, standing }: StartFacts): boolean =>
  start.operator === undefined && standing.lastRun?.ended === 'changed' && !isAcknowledged(standing);

/** It ends early once a person has seen what the last run did. */
const isHeldDown = ({ start, now, standing }: StartFacts): boolean =>
  (standing.holdDownUntil ?? '') > now && !start.bypassHoldDown && !isAcknowledged(standing);
