import type { PlanName } from '../contracts/fields.ts';
import { blanks, commandWithJson, pasteLines } from './paste.ts';

type Start = Readonly<{
  plan: PlanName;
  /** Of the stack's own account and partition, whoever it is of. */
  executionArn: string;
  region: string;
  /** Name of the machine that carries out runs. */
  recoverMachine: string;
  bypassHoldDown?: boolean;
}>;

/** How a person starts a run, ready to be pasted once name and reason are filled in. */
export function startLines(start: Start): string[] {
  const input = {
    plan: start.plan,
    ...blanks,
    ...(start.bypassHoldDown && { bypassHoldDown: true }),
  };
  const command = `aws stepfunctions start-execution --region ${start.region} --state-machine-arn ${machineArn(start)}`;
  return ['To start a recovery yourself:', ...pasteLines, ...commandWithJson(command, '--input', input)];
}

function machineArn({ executionArn, region, recoverMachine }: Start): string {
  const [arn, partition, service, , account] = executionArn.split(':');
  return [arn, partition, service, region, account, 'stateMachine', recoverMachine].join(':');
}
