import { inUnits } from '../../shared/contracts/fields.ts';
import type { Plan } from '../../shared/contracts/plan.ts';
import { checkStandbySignals } from './check-standby-signals.ts';
import type { Complaint } from './complaint.ts';
import { type RunbookView, viewOf } from './runbook/view.ts';

export const checkResponse = (plan: Plan): Complaint[] => [
  ...checkRunbook(plan),
  ...checkRestoreRunbook(plan),
  ...checkTimes(plan),
  ...checkPrimary(plan),
  ...checkStandbySignals(plan, viewNamed(plan, plan.response.runbook)),
];

/** What an outage starts by itself. */
function checkRunbook(plan: Plan): Complaint[] {
  const view = viewNamed(plan, plan.response.runbook);
  const path = ['response', 'runbook'];
  if (view?.kind === 'switchover' || view?.kind === 'failback')
    return [{ path, message: `is a ${view.kind}, which is planned work: name a failover or a recovery for an outage` }];
  if (view?.kind !== 'recovery' || plan.response.mode !== 'automatic') return [];
  if (view.promotions.length + view.fences.length + view.switches.length === 0) return [];
  const message =
    'is a recovery that moves the service, and the signals are weighed before a failover only: call it a failover';
  return [{ path, message }];
}

function viewNamed(plan: Plan, name: string | undefined): RunbookView | undefined {
  const entry = Object.entries(plan.runbooks).find(([each]) => each === name);
  return entry && viewOf(plan, entry[0], entry[1]);
}

/** The other way, where the replica is too far behind. */
function checkRestoreRunbook(plan: Plan): Complaint[] {
  const { runbook, restoreRunbook } = plan.response;
  if (restoreRunbook === undefined) return [];
  const path = ['response', 'restoreRunbook'];
  if (String(restoreRunbook) === String(runbook))
    return [{ path, message: 'is the runbook that it would stand in for: name one that restores from a backup' }];
  const [promotion] = viewNamed(plan, restoreRunbook)?.promotions ?? [];
  if (promotion === undefined) return [];
  const message = `promotes ${promotion.spec.instance}, though it is offered when the replica is too far behind: name one that restores from a backup`;
  return [{ path, message }];
}

/** How long an outage is only watched. */
function checkTimes({ objectives: { rto }, detection: { dwell, databaseFailover } }: Plan): Complaint[] {
  const promised = `the RTO of ${inUnits(rto)}: service must be back before anything would begin`;
  if (dwell > rto)
    return [{ path: ['detection', 'dwell'], message: `of ${inUnits(dwell)} is longer than ${promised}; shorten it` }];
  const grace = databaseFailover?.grace ?? 0;
  if (grace <= rto) return [];
  const path = ['detection', 'databaseFailover', 'grace'];
  return [{ path, message: `of ${inUnits(grace)} is longer than ${promised}; shorten it` }];
}

const checkPrimary = ({ detection: { databaseFailover } }: Plan): Complaint[] =>
  databaseFailover?.region === 'standby'
    ? [
        {
          path: ['detection', 'databaseFailover', 'region'],
          message: 'is the standby side: it is the primary database that is given time; say primary',
        },
      ]
    : [];

export const warnResponse = (plan: Plan): Complaint[] => [...warnApproval(plan), ...warnAutomatic(plan)];

function warnApproval({ objectives: { rto }, response: { mode, approvalTimeout } }: Plan): Complaint[] {
  if (mode !== 'approval' || approvalTimeout <= rto) return [];
  const message = `of ${inUnits(approvalTimeout)} is longer than the RTO of ${inUnits(rto)}: a yes may come when service should have been back`;
  return [{ path: ['response', 'approvalTimeout'], message }];
}

/** Automatic, and yet it waits for a person. */
function warnAutomatic(plan: Plan): Complaint[] {
  const view = viewNamed(plan, plan.response.runbook);
  if (plan.response.mode !== 'automatic' || view === undefined) return [];
  const [question] = view.questions;
  const [strict] = view.fences.filter(({ spec }) => spec.ifUnreachable === 'refuse');
  return [
    ...(question
      ? [
          {
            path: [...question.path, 'askOperator'],
            message: 'asks a person: with mode automatic the run waits for an answer',
          },
        ]
      : []),
    ...(strict
      ? [
          {
            path: [...strict.path, 'fenceDatabase', 'ifUnreachable'],
            message: `of refuse stops every automatic run of a lost ${plan.regions[strict.spec.region]}: a Region that is lost does not answer`,
          },
        ]
      : []),
  ];
}
