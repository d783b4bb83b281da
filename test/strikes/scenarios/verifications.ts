import { readVerification } from '../../../rehearsal/read-results.ts';
import { ask } from '../../rehearsal/scene-tools.ts';
import { swift } from '../../support/many-databases.ts';
import { askStates, executionsOf } from '../../support/settling.ts';
import { copiesIn, setVerificationScene } from '../../support/verification-run.ts';
import type { Scene } from '../../support/virtual-run.ts';
import type { Scenario } from '../scenario.ts';
import { dump, withDumps } from './with-dumps.ts';

export const verify = async (scene: Scene): Promise<void> => {
  const name = `verify-${executionsOf(scene, 'verify-restores').length + 1}`;
  await askStates(scene, 'StartExecution', { stateMachineArn: scene.stack.verifyArn, name, input: '{}' });
};

/** As the schedule does every hour. */
const watch = async (scene: Scene): Promise<void> => {
  const FunctionName = 'lifeboat-dev-watchVerifications';
  await ask(scene, {
    what: 'lambda:Invoke',
    input: { FunctionName, InvocationType: 'Event', Payload: Buffer.from('{}') },
  });
};

export const notVerified = async (scene: Scene): Promise<string[]> => {
  const last = executionsOf(scene, 'verify-restores').at(-1);
  const verdict = last && readVerification(scene, last.name)?.verdict;
  return [
    ...copiesIn(scene).map((copy) => `the copy ${copy} stands`),
    ...(verdict === 'passed' ? [] : [`the last verification is ${verdict}, not passed`]),
  ];
};

/** A backup is restored and proven, another is found, and the age of proofs is watched. */
export const verification: Scenario = {
  name: 'verification',
  set: async (given) => {
    const scene = await setVerificationScene({ durations: swift, repackage: withDumps, ...given });
    await dump(scene);
    return scene;
  },
  play: async (scene) => {
    await verify(scene);
    await watch(scene);
  },
  wrong: notVerified,
  again: verify,
};
