import { Complaint } from 'simulated-aws/complaint.ts';
import type { DeployedPlan, Runbook } from '../../../shared/contracts/plan.ts';
import { Rehearsal } from '../../../shared/contracts/rehearsal.ts';
import { mayBeMade } from '../../../shared/domain/recovery/identity.ts';
import { type Claimed, claimsOf } from '../claims/claim.ts';
import { claimsOfPins } from '../claims/pins.ts';
import { claimsOfDetection } from '../claims/signals.ts';
import { claimsOfStep } from '../claims/steps.ts';
import { type DatabaseSettings, draftDatabases, type Refusals } from './databases.ts';
import { directionOf, isInPlace, movingRunbook, stepsOf } from './direction.ts';
import type { Draft } from './draft.ts';
import { draftHosts } from './hosts.ts';
import { draftServices } from './services.ts';
import { draftSignals } from './signals.ts';

const usualRehearsal = Rehearsal.parse({});

export const impossible = (claims: readonly Claimed[]): Refusals =>
  claimsOf(claims, 'impossible').map(({ by, because }) => `${by}: ${because}`);

export type Wanted = Readonly<{
  plan: DeployedPlan;
  runbook: Runbook;
  rehearsal?: Rehearsal | undefined;
  /** What else the plan says of the landscape. */
  claims?: readonly Claimed[];
}>;

/** What of the landscape cannot be staged, a line for each step. */
export const refusalsOf = (wanted: Wanted): Refusals => draftOf(wanted).refusals;

/** What a plan names, put together; and what of it cannot be staged, a line for each step. Pure: nothing is built. */
function draftOf(wanted: Wanted): Readonly<{ draft: Draft; refusals: Refusals }> {
  const { plan, runbook, rehearsal = usualRehearsal } = wanted;
  const { from, to } = directionOf(movingRunbook(plan, runbook) ?? runbook);
  const led = isInPlace(runbook) ? from : to;
  const regionOf: Draft['regionOf'] = (side) => plan.regions[side];
  const claims = claimsOfAll(wanted);
  const common = { planName: plan.plan, claims, rehearsal, regionOf, from, to };
  const drafted = draftDatabases({ ...common, made: madeIn(wanted, claims, rehearsal.made) });
  const hosts = draftHosts({ ...common, led, checkedHosts: checkedHosts(plan) });
  const expectations = claimsOf(claims, 'expectation').map(({ expectation }) => expectation);
  const { databases } = drafted;
  const { services, balancers } = draftServices({ ...common, databases, hosts, expectations });
  const signals = draftSignals(plan, { balancers, from });
  const draft: Draft = {
    ...{ plan, steps: stepsOf(runbook), regionOf, from, to: led, databases, services, expectations },
    closedGroups: claimsOf(claims, 'closedGroup'),
    logins: claimsOf(claims, 'login'),
    configurations: claimsOf(claims, 'configuration'),
    balancers: signals.balancers,
    names: hosts.names,
    questions: questionsOf(runbook),
  };
  return {
    draft,
    refusals: [...new Set([...impossible(claims), ...drafted.refusals, ...hosts.refusals, ...signals.refusals])],
  };
}

function claimsOfAll({ plan, runbook, claims = [] }: Wanted): readonly Claimed[] {
  const moving = movingRunbook(plan, runbook);
  return [
    ...stepsOf(runbook).flatMap(claimsOfStep),
    ...(moving === undefined ? [] : stepsOf(moving).flatMap(claimsOfStep)),
    ...claimsOfDetection(plan),
    ...claimsOfPins(plan),
    ...claims,
  ];
}

/** Instances that nothing but steps after a question name: a person makes them. */
function madeIn({ runbook }: Wanted, claims: readonly Claimed[], said: Rehearsal['made']): DatabaseSettings['made'] {
  const laterSteps = new Map<string, string>(
    stepsOf(runbook).flatMap(({ id }) => (mayBeMade(runbook, id) ? [[`step ${id}`, id]] : [])),
  );
  const named = Map.groupBy(claimsOf(claims, 'database'), ({ instance }) => instance);
  const guessed = [...named].flatMap(([instance, own]) => {
    const [first] = own;
    const isLater = own.every(({ by, role }) => laterSteps.has(by) && role === undefined);
    if (first === undefined || !isLater || said.some((one) => one.instance === instance)) return [];
    return [{ instance, step: questionBefore(runbook, laterSteps.get(first.by) ?? ''), from: undefined }];
  });
  return [...said, ...guessed];
}

/** The question of the last person who is asked before a step. */
function questionBefore(runbook: Runbook, stepId: string): string {
  const steps = stepsOf(runbook);
  const before = steps.slice(
    0,
    steps.findIndex(({ id }) => id === stepId),
  );
  return before.findLast((step) => 'askOperator' in step)?.id ?? '';
}

const checkedHosts = ({ detection }: DeployedPlan): string[] =>
  detection.signals.flatMap((signal) => ('healthCheck' in signal ? (signal.host ?? []) : []));

const questionsOf = (runbook: Runbook): Draft['questions'] =>
  claimsOf(stepsOf(runbook).flatMap(claimsOfStep), 'question').map(({ step, text }) => ({ step, text }));

/** One complaint that names each part of a plan which cannot be staged; none where there are none. */
export function complain(plan: string, refusals: Refusals): void {
  if (refusals.length === 0) return;
  throw new Complaint([`Plan ${plan} cannot be staged:`, ...refusals.map((line) => `  ${line}`)].join('\n'));
}

/** The landscape of a plan. Throws a Complaint that names each step which cannot be staged. */
export function draftLandscape(wanted: Wanted): Draft {
  const { draft, refusals } = draftOf(wanted);
  complain(wanted.plan.plan, refusals);
  return draft;
}
