import { askStates, executionsOf } from '../support/settling.ts';
import type { Scene } from '../support/virtual-run.ts';
import { ask } from './scene-tools.ts';

/** As its schedule does every five minutes. */
export const watchRuns = async (scene: Scene): Promise<void> => {
  const input = { FunctionName: 'lifeboat-dev-watchRuns', InvocationType: 'Event', Payload: Buffer.from('{}') };
  await ask(scene, { what: 'lambda:Invoke', input });
  await scene.clock.advance(5000);
};

/** What this rule of the stack is told of wakes nobody from now on. */
export const lose = (scene: Scene, rule: string) =>
  ask(scene, { what: 'events:DisableRule', input: { Name: scene.stack.resources.get(rule)?.physicalId } });

/** Somebody stops the execution of this machine, such as `recover`, that was started last. */
export const stopLast = (scene: Scene, machine: string) => {
  const executionArn = executionsOf(scene, machine).at(-1)?.arn;
  return askStates(scene, 'StopExecution', { executionArn, error: 'Ada', cause: 'wrong Region' });
};
