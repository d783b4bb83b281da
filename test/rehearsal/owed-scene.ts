import { defined } from '../../shared/contracts/defined.ts';
import { oldRegion, paymentArn, setOwingScene, untilPaid } from '../support/owing.ts';
import { untilSettled } from '../support/settling.ts';
import { runRecovery, type Scene, type SceneSettings, startInput } from '../support/virtual-run.ts';
import { ask } from './scene-tools.ts';
import { lose } from './unheard.ts';

const watch = (scene: Scene) =>
  ask(scene, { what: 'lambda:Invoke', input: { FunctionName: 'lifeboat-dev-watchDebts', Payload: Buffer.from('{}') } });

/**
 * The fence of the old primary is owed, and its payment could not be started; that is made up for by the clock. Somebody stops it, of which
 * no event tells; it goes on in the next execution, and the first is redriven. Then the Region answers.
 */
export const owed = async (onDecision: SceneSettings['onDecision']): Promise<Scene> => {
  const scene = await setOwingScene(defined({ onDecision }));
  scene.aws.network.cut(oldRegion);
  const denial = scene.aws.faults.add({ role: 'RunStepRole', operation: 'StartExecution', kind: { deny: true } });
  await runRecovery(scene, startInput(scene), 'run');
  denial.remove();
  await scene.clock.advance(300_000);
  await watch(scene);
  await scene.clock.advance(10_000);
  const executionArn = paymentArn(scene);
  await lose(scene, 'ExecutionEnded');
  await ask(scene, { what: 'states:StopExecution', input: { executionArn } });
  await watch(scene);
  await untilSettled(scene);
  await ask(scene, { what: 'states:RedriveExecution', input: { executionArn } });
  await scene.clock.advance(30_000);
  scene.aws.network.heal(oldRegion);
  await untilPaid(scene);
  return scene;
};
