import type { DeployedPlan } from '../contracts/plan.ts';
import type { StartRecovery } from '../contracts/run.ts';

export type StartFacts = Readonly<{
  start: StartRecovery;
  plan: DeployedPlan;
  now: string;
  holdDownUntil: string | undefined;
  killSwitch: string | undefined;
}>;

/** How far the clock of whoever saw the outage may be ahead of ours. */
const clockSkewMs = 60_000;

const strictness = { notify: 2, approval: 1, automatic: 0 } as const;

/** Less caution than the plan asks for takes a person with a name. */
const needsOperator = ({ start, plan }: StartFacts): string | undefined => {
  if (start.operator !== undefined) return undefined;
  if (start.mode !== undefined && strictness[start.mode] < strictness[plan.response.mode])
    return `mode ${start.mode}, where the plan says ${plan.response.mode}`;
  if (start.bypassHoldDown) return 'bypassHoldDown';
  return start.acceptDataLoss ? 'acceptDataLoss' : undefined;
};

const badInput = (facts: StartFacts): string | undefined => {
  const { start, plan, now } = facts;
  const runbook = start.runbook ?? plan.response.runbook;
  if (!Object.hasOwn(plan.runbooks, runbook)) return `the plan has no runbook ${runbook}`;
  if (start.planHash !== undefined && start.planHash !== plan.hash)
    return 'the plan that is deployed is not the one that this run was asked for: compare planHash';
  const asked = needsOperator(facts);
  if (asked) return `only a named operator may ask for ${asked}`;
  if (start.detectedAt !== undefined && Date.parse(start.detectedAt) > Date.parse(now) + clockSkewMs)
    return 'detectedAt lies in the future';
  return undefined;
};

/** A dry run changes nothing: kill switch and hold-down do not concern it. */
const standsStill = ({ start, now, holdDownUntil, killSwitch }: StartFacts): string | undefined => {
  if (start.dryRun) return undefined;
  if (killSwitch !== undefined) return `the kill switch is set: ${killSwitch}`;
  if (holdDownUntil === undefined || holdDownUntil <= now || start.bypassHoldDown) return undefined;
  return `the plan rests until ${holdDownUntil} after its last run; a named operator may start it with bypassHoldDown`;
};

/** Why this run may not begin; undefined when nothing but the lock can stand in its way. */
export const judgeStart = (facts: StartFacts): string | undefined => badInput(facts) ?? standsStill(facts);
