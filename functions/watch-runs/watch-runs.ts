import type { LookAtExecution } from '../../shared/aws/look-at-execution.ts';
import { settleExecution } from '../../shared/aws/settle-execution.ts';
import type { Nothing } from '../../shared/contracts/recovery/run.ts';
import type { ReadHolder } from '../../shared/control/lock-holder.ts';
import { verificationLock } from '../../shared/control/verification-lock.ts';
import { secondsBetween } from '../../shared/domain/time.ts';
import { eachInTurn } from '../../shared/lambda/each-in-turn.ts';
import type { Plans } from '../../shared/plans/find.ts';
import { graceSeconds, type SweepDependencies, sweepEnded } from './sweep.ts';

export type WatchRunsDependencies = SweepDependencies &
  Readonly<{ plans: Plans; readHolder: ReadHolder; lookAtExecution: LookAtExecution }>;

/**
 * Looks whether each execution that holds a lock still runs, however long ago it ended, and what else has ended: the event of an end may
 * have been lost, or what that starts denied, and then nobody else would know that there is no record and no notice. A watch of detection
 * lapses by itself. Throws what stood in its way, when all have been looked at.
 */
export async function watchRuns(_: Nothing, dependencies: WatchRunsDependencies): Promise<Nothing> {
  await eachInTurn([lookAtLocks, sweepEnded], (look) => look(dependencies));
  return {};
}

function lookAtLocks(dependencies: WatchRunsDependencies): Promise<void> {
  const locks = [...Object.values(dependencies.plans).map(({ plan }) => plan), verificationLock];
  return eachInTurn(locks, async (lock) => {
    const holder = await dependencies.readHolder(lock);
    if (holder !== undefined) await lookAfter(holder, dependencies);
  });
}

/** Of each end once: the name of the settlement is taken. One that runs, or was closed by itself, is left alone. */
async function lookAfter(executionArn: string, dependencies: WatchRunsDependencies): Promise<void> {
  const { lookAtExecution, startExecution, settleRunArn, now } = dependencies;
  const seen = await lookAtExecution(executionArn);
  if (seen.kind !== 'ended' || seen.status === 'SUCCEEDED' || secondsBetween(seen.at, now()) < graceSeconds) return;
  await settleExecution(executionArn, seen, { purpose: 'run', settleRunArn, startExecution });
}
