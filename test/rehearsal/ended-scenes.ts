import { swift } from '../support/many-databases.ts';
import { askStates, beginRecovery, untilState } from '../support/settling.ts';
import { setVerificationScene } from '../support/verification-run.ts';
import { type Scene, type SceneSettings, setScene } from '../support/virtual-run.ts';

/** A run of a lost Region that stands in the promotion. */
export const promoting = async (settings: SceneSettings = {}) => {
  const scene = await setScene({ durations: { promotionSeconds: 300 }, ...settings });
  scene.aws.network.cut('us-west-2');
  const run = await beginRecovery(scene, 'run', { occasion: 'incident' });
  await untilState(scene, 'PromoteReplica');
  await scene.clock.advance(20_000);
  return { scene, ...run };
};

export const verifying = async (): Promise<Scene> => {
  const scene = await setVerificationScene({ durations: swift });
  const { verifyArn: stateMachineArn } = scene.stack;
  await askStates(scene, 'StartExecution', { stateMachineArn, name: 'first', input: '{}' });
  await untilState(scene, 'CheckRestoredData');
  return scene;
};
