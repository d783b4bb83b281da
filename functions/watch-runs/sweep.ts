import type { ListEnded } from '../../shared/aws/list-ended.ts';
import { settleExecution } from '../../shared/aws/settle-execution.ts';
import type { StartExecution } from '../../shared/aws/start-execution.ts';
import { sweptMachines } from '../../shared/domain/swept-machines.ts';
import { secondsAfter } from '../../shared/domain/time.ts';
import { eachInTurn } from '../../shared/lambda/each-in-turn.ts';

/** settle-run, which the event of the end has woken, is at work until then. */
export const graceSeconds = 600;
/** An end is met by some seventy looks, so that it is not missed when some of them fail. */
const windowSeconds = 21_600;

export type SweepDependencies = Readonly<{
  listEnded: ListEnded;
  startExecution: StartExecution;
  settleRunArn: string;
  now: () => string;
}>;

/**
 * Gives whatever ended without success in the last six hours to settle-run, once for each end. No lock names a look of detection, a run that
 * ended before it took its lock, or a settlement. Throws what stood in its way, when every machine has been looked at.
 */
export function sweepEnded(dependencies: SweepDependencies): Promise<void> {
  const { listEnded, startExecution, settleRunArn, now } = dependencies;
  const until = secondsAfter(now(), -graceSeconds);
  const since = secondsAfter(until, -windowSeconds);
  return eachInTurn(sweptMachines, async ({ machine, longestSeconds }) => {
    const begunSince = secondsAfter(since, -longestSeconds);
    const { ended, isWhole } = await listEnded(machineArnOf(settleRunArn, machine), begunSince);
    const due = ended.filter(({ at }) => since <= at && at <= until);
    await eachInTurn(due, ({ executionArn, at }) =>
      settleExecution(executionArn, { at }, { purpose: 'run', settleRunArn, startExecution }),
    );
    if (!isWhole) throw new Error('more executions have ended than are looked at', { cause: { machine } });
  });
}

const machineArnOf = (settleRunArn: string, machine: string): string => settleRunArn.replace(/settle-run$/, machine);
