import type { Complaint } from '../complaint.ts';
import { leavesPrimary, type RunbookView } from './view.ts';

/** What a move leaves where it is, and whom it mistakes for another. */
export const warnMoves = (view: RunbookView): Complaint[] => [...warnTraffic(view), ...warnNamesake(view)];

/** Clients know one name, and somebody has to lead it to the new side. */
function warnTraffic(view: RunbookView): Complaint[] {
  if (!leavesPrimary(view) || view.switches.length + view.questions.length > 0) return [];
  const message =
    'lead no name to the new side: clients go on asking the one that is left; add a switchDns, or a question to who moves them';
  return [{ path: view.path, message }];
}

/** In both Regions an instance may have one name, and mostly the primary was written where its replica is meant. */
const warnNamesake = ({ plan, fences, promotions }: RunbookView): Complaint[] =>
  promotions.flatMap(({ path, spec }) => {
    const fence = fences.find((one) => one.spec.instance === spec.instance && one.spec.region !== spec.region);
    const isPinned = plan.pins.databases.some((pin) => pin.instance === spec.instance && pin.region === spec.region);
    if (fence === undefined || isPinned) return [];
    const message = `is ${spec.instance}, as the primary is called that step ${fence.id} fences: name its replica in ${plan.regions[spec.region]}, or pin it if it is of the same name`;
    return [{ path: [...path, 'promoteReplica', 'instance'], message, about: String(spec.instance) }];
  });
