import { stopLast, watchRuns } from '../../rehearsal/unheard.ts';
import { swift } from '../../support/many-databases.ts';
import { quick } from '../../support/quick.ts';
import { executionsOf, untilState } from '../../support/settling.ts';
import { setVerificationScene } from '../../support/verification-run.ts';
import { type Scene, setScene } from '../../support/virtual-run.ts';
import type { Scenario } from '../scenario.ts';
import { placesOf } from './places.ts';
import { loseRegion, notRecovered, resumeOr, start } from './recoveries.ts';
import { notVerified, verify } from './verifications.ts';

const isOfSettling = placesOf(
  'settle-run',
  'inspectExecution',
  'recordOutcome',
  'notifyOperators',
  'closeRun',
  'watchRuns',
);

const lastArn = (scene: Scene, machine: string): string => executionsOf(scene, machine).at(-1)?.arn ?? 'none';

/** A run is ended from outside while it promotes, settled by another machine, and resumed. */
const ended = (name: string, end: (scene: Scene) => unknown): Scenario => ({
  name,
  set: (given) => setScene({ ...quick, answers: { approval: 'approve', failure: 'retry' }, ...given }),
  play: async (scene) => {
    loseRegion(scene);
    await start(scene);
    await untilState(scene, 'PromoteReplica', 60);
    await scene.clock.advance(20_000);
    await end(scene);
    await watchRuns(scene);
  },
  wrong: notRecovered,
  again: resumeOr((scene) => start(scene, { bypassHoldDown: true, acceptDataLoss: true })),
  isStruck: isOfSettling,
});

export const stoppedRun = ended('stopped run', (scene) => stopLast(scene, 'recover'));
export const overdueRun = ended('overdue run', (scene) => scene.aws.stepFunctions.expire(lastArn(scene, 'recover')));

/** A verification is stopped while its copy stands. */
export const stoppedVerification: Scenario = {
  name: 'stopped verification',
  set: (given) => setVerificationScene({ durations: swift, ...given }),
  play: async (scene) => {
    await verify(scene);
    await untilState(scene, 'CheckRestoredData', 60);
    await stopLast(scene, 'verify-restores');
  },
  wrong: notVerified,
  again: verify,
  isStruck: placesOf('settle-run', 'inspectExecution', 'recordVerification', 'notifyVerification', 'closeVerification'),
};
