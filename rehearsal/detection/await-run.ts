import type { SimulatedAws } from 'simulated-aws';
import type { Execution } from 'simulated-aws/step-functions/run/execution.ts';
import type { Stage } from '../stage.ts';

const pollMs = 50;

type Machines = Pick<Stage, 'aws' | 'stack'>;

/** Executions of `recover`, the oldest first. */
export const recoveriesOf = ({ aws, stack }: Machines): readonly Execution[] =>
  aws.stepFunctions.executions().filter(({ machine }) => machine.arn === stack.recoverArn);

/** The first run that Lifeboat starts by itself, once it has ended; undefined when none was started in time. */
export async function awaitRun(stage: Machines & { clock: SimulatedAws['world']['clock'] }, patienceMs: number) {
  const deadline = stage.clock.now() + patienceMs;
  while (recoveriesOf(stage).length === 0) {
    if (stage.clock.now() > deadline) return undefined;
    await stage.clock.sleep(pollMs);
  }
  const [run] = recoveriesOf(stage);
  await run?.ended;
  return run && { runId: run.name, status: run.status, startedAt: run.startedAt };
}
