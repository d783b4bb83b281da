import type { Execution } from './run/execution.ts';

/** A child of a Map Run is one of a machine of its own: the label stands in both ARNs. */
export const stateMachineArnOf = ({ machine, mapRunArn }: Execution): string =>
  mapRunArn === undefined ? machine.arn : mapRunArn.replace(':mapRun:', ':stateMachine:').replace(/:[^:]*$/, '');
