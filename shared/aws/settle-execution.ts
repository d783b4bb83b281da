import { fingerprint } from '../domain/fingerprint.ts';
import type { SeenExecution } from './look-at-execution.ts';
import type { StartExecution } from './start-execution.ts';

type Ended = Extract<SeenExecution, { kind: 'ended' }>;

/** `purpose` is the beginning of the settlement's name: why the end was found out. */
type Settling = Readonly<{ purpose: string; settleRunArn: string; startExecution: StartExecution }>;

/** Gives an execution that has ended to settle-run, which may not have heard of it; of each end once, since the name is taken. */
export const settleExecution = (
  executionArn: string,
  { at }: Pick<Ended, 'at'>,
  { purpose, settleRunArn, startExecution }: Settling,
): Promise<void> =>
  startExecution({
    machineArn: settleRunArn,
    name: `${purpose}_${fingerprint(`${executionArn} ${at}`)}`,
    input: { executionArn },
  });
