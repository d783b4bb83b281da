import { Complaint } from 'simulated-aws/complaint.ts';
import type { Choice } from './choose.ts';
import { type FaultName, faultNames, faultOf } from './faults.ts';
import { isInPlace } from './landscape/draft/direction.ts';
import type { Asked, Options } from './options.ts';

/** The options of a rehearsal of this runbook, with the fault that it is for where none was named. */
export function withFault(asked: Asked, choice: Choice): Options {
  const fault = asked.fault ?? usualFault(choice);
  if (isFor(choice, fault)) return { ...asked, fault };
  throw refuse(choice, fault);
}

function usualFault(choice: Choice): FaultName {
  if (isInPlace(choice.runbook)) return 'tasks-fail';
  const isPlanned = choice.runbook.kind === 'switchover' || choice.runbook.kind === 'failback';
  return isPlanned || isInOwnRegion(choice, 'region-lost') ? 'none' : 'region-lost';
}

/** Lifeboat is in the standby Region: no runbook of it helps where that is lost. */
const isInOwnRegion = ({ draft, plan }: Choice, fault: FaultName): boolean =>
  faultOf(fault).strikes === 'region' && draft.regionOf(draft.from) === plan.regions.standby;

const isFor = (choice: Choice, fault: FaultName): boolean =>
  isForRunbook(choice, fault) && !isInOwnRegion(choice, fault) && missingFor(choice, fault) === undefined;

/** What a runbook can help against: one that moves the service, where the Region is lost; one that mends it there, where the tasks fail. */
function isForRunbook({ runbook }: Choice, fault: FaultName): boolean {
  const { strikes } = faultOf(fault);
  return strikes === 'nothing' || strikes === (isInPlace(runbook) ? 'service' : 'region');
}

function missingFor({ draft, plan }: Choice, fault: FaultName): string | undefined {
  const { needs } = faultOf(fault);
  if (needs === 'replica' && draft.databases.every(({ replicas }) => replicas.length === 0))
    return 'names no replica that could be behind';
  const isWatching = plan.detection.signals.some((one) => 'watches' in one && one.watches && 'metric' in one.watches);
  return needs === 'metricAlarm' && !isWatching ? 'has no alarm on a metric (watches) that could be false' : undefined;
}

function refuse(choice: Choice, fault: FaultName): Complaint {
  const missing = missingFor(choice, fault);
  const others = faultNames.filter((name) => isFor(choice, name)).join(', ');
  const because =
    isForRunbook(choice, fault) && missing !== undefined
      ? `plan ${choice.plan.plan} ${missing}`
      : `runbook ${choice.name} is for other faults`;
  return new Complaint(`--fault ${fault}: ${because}. There are: ${others}.`);
}
