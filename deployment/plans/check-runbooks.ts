import type { Plan } from '../../shared/contracts/plan.ts';
import type { Complaint } from './complaint.ts';
import { checkFencing, checkSides } from './runbook/check-fencing.ts';
import { checkOrder, warnOrder } from './runbook/check-order.ts';
import { checkProofs } from './runbook/check-proofs.ts';
import { checkRequired, warnRequired } from './runbook/check-required.ts';
import { checkTargets } from './runbook/check-targets.ts';
import { checkTraffic } from './runbook/check-traffic.ts';
import { type RunbookView, viewOf } from './runbook/view.ts';
import { warnMoves } from './runbook/warn-moves.ts';

/** Runbooks that cannot be meant: they would lose or fork data, move traffic to nothing, or prove nothing. */
export const checkRunbooks = (plan: Plan): Complaint[] => viewsOf(plan).flatMap(checkView);

const viewsOf = (plan: Plan): RunbookView[] =>
  Object.entries(plan.runbooks).map(([name, runbook]) => viewOf(plan, name, runbook));

/** Of a database on the wrong side, everything else that does not fit follows. */
function checkView(view: RunbookView): Complaint[] {
  const sides = checkSides(view);
  if (sides.length > 0) return sides;
  return [
    ...checkOrder(view),
    ...checkFencing(view),
    ...checkRequired(view),
    ...checkTargets(view),
    ...checkProofs(view),
    ...checkTraffic(view),
  ];
}

export const warnRunbooks = (plan: Plan): Complaint[] =>
  viewsOf(plan).flatMap((view) => [...warnOrder(view), ...warnRequired(view), ...warnMoves(view)]);
