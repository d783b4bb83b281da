import { Complaint } from 'simulated-aws/complaint.ts';
import type { Choice } from './choose.ts';
import { type FaultName, faultNames, faultOf } from './faults.ts';
import { isInPlace } from './landscape/draft/direction.ts';
import type { Asked, Options } from './options.ts';

/** What a runbook can help against: one that moves the service, where the Region is lost; one that mends it there, where the tasks fail. */
const isFor = ({ runbook }: Choice, fault: FaultName): boolean => {
  const { strikes } = faultOf(fault);
  return strikes === 'nothing' || strikes === (isInPlace(runbook) ? 'service' : 'region');
};

/** The options of a rehearsal of this runbook, with the fault that it is for where none was named. */
export const withFault = (asked: Asked, choice: Choice): Options => {
  const fault = asked.fault ?? (isInPlace(choice.runbook) ? 'tasks-fail' : 'region-lost');
  if (isFor(choice, fault)) return { ...asked, fault };
  const others = faultNames.filter((name) => isFor(choice, name)).join(', ');
  throw new Complaint(`--fault ${fault}: runbook ${choice.name} is for other faults. There are: ${others}.`);
};
