import { inUnits } from '../../shared/contracts/fields.ts';
import type { Plan } from '../../shared/contracts/plan.ts';
import { kindOf, type PlanStep } from '../../shared/contracts/step-kind.ts';
import type { Complaint } from './complaint.ts';
import { leavesPrimary, type Placed, type RunbookView, viewOf } from './runbook/view.ts';

/** Spans of time of which one cannot end within the other. */
export const checkSpans = (plan: Plan): Complaint[] => [
  ...viewsOf(plan).flatMap((view) => [...view.steps.flatMap(checkStep), ...checkSilence(view)]),
  ...checkRestores(plan),
];

const viewsOf = (plan: Plan): RunbookView[] =>
  Object.entries(plan.runbooks).map(([name, runbook]) => viewOf(plan, name, runbook));

function checkStep({ spec, path }: Placed<PlanStep>): Complaint[] {
  if ('askOperator' in spec) return [];
  return withinOf(spec).flatMap(({ field, seconds, what }) =>
    seconds <= spec.timeout
      ? []
      : [
          {
            path: [...path, kindOf(spec), field],
            message: `of ${inUnits(seconds)} ${what} is longer than the step's timeout of ${inUnits(spec.timeout)}: shorten it, or give the step more`,
          },
        ],
  );
}

/** What is waited for within a step, by the field that says how long. */
function withinOf(step: PlanStep): { field: string; seconds: number; what: string }[] {
  if ('checkEndpoint' in step)
    return [{ field: 'timeout', seconds: step.checkEndpoint.timeout, what: 'for one request' }];
  if ('checkData' in step)
    return [{ field: 'statementTimeout', seconds: step.checkData.statementTimeout, what: 'for one statement' }];
  if ('fenceDatabase' in step)
    return [{ field: 'unreachableFor', seconds: step.fenceDatabase.unreachableFor, what: 'of silence' }];
  return [];
}

const checkSilence = ({ plan: { objectives }, steps }: RunbookView): Complaint[] =>
  steps
    .flatMap(({ path, spec }) =>
      'fenceDatabase' in spec ? [{ path, spec: spec.fenceDatabase, timeout: spec.timeout }] : [],
    )
    .filter(({ spec, timeout }) => spec.unreachableFor > objectives.rto && spec.unreachableFor <= timeout)
    .map(({ path, spec }) => ({
      path: [...path, 'fenceDatabase', 'unreachableFor'],
      message: `of ${inUnits(spec.unreachableFor)} is longer than the RTO of ${inUnits(objectives.rto)}: service must be back before the Region counts as silent; shorten it`,
    }));

const checkRestores = ({ restoreVerification }: Plan): Complaint[] =>
  restoreVerification.flatMap((one, index) => {
    if (!('restore' in one) || one.restore.within <= one.restore.timeout) return [];
    const { within, timeout } = one.restore;
    const message = `of ${inUnits(within)} is longer than its timeout of ${inUnits(timeout)}, when it is given up: shorten it, or raise the timeout`;
    return [{ path: ['restoreVerification', index, 'restore', 'within'], message }];
  });

/** A step that fails asks a person, and then it is too late. */
export const warnSpans = (plan: Plan): Complaint[] =>
  viewsOf(plan)
    .filter(leavesPrimary)
    .flatMap(({ steps }) => steps.filter((step) => isLonger(step, plan.objectives.rto)))
    .map(({ path, spec }) => ({
      path: [...path, 'timeout'],
      message: `of ${inUnits('askOperator' in spec ? 0 : spec.timeout)} is longer than the RTO of ${inUnits(plan.objectives.rto)}: a person is asked about this step when service should have been back`,
    }));

const isLonger = ({ spec }: Placed<PlanStep>, rto: number): boolean => !('askOperator' in spec) && spec.timeout > rto;
