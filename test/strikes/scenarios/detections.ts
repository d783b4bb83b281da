import { operate } from 'simulated-aws/operate.ts';
import { disarm } from '../../../rehearsal/detection/arm.ts';
import { watchRuns } from '../../rehearsal/unheard.ts';
import { refusalsOf, setArmedScene } from '../../support/detection-scene.ts';
import { quick } from '../../support/quick.ts';
import { askStates, executionsOf, untilState } from '../../support/settling.ts';
import { type Scene, setScene } from '../../support/virtual-run.ts';
import type { Scenario } from '../scenario.ts';
import { placesOf } from './places.ts';
import { loseRegion, notRecovered, resumeOr, start } from './recoveries.ts';

const minuteMs = 60_000;

/** Lets time pass until it is so, or until it is late. */
const passFor = async (scene: Scene, minutes: number, isSo: () => boolean = () => false): Promise<void> => {
  const until = scene.clock.now() + minutes * minuteMs;
  while (!isSo() && scene.clock.now() < until) await scene.clock.advance(5000);
};

const isOfDetection = placesOf('detect', 'weighSignals', 'recordRefusal', 'probeEndpoints');

/** The Region is lost and nobody does anything: alarms wake detection, which starts the run, which asks nobody. */
export const byItself: Scenario = {
  name: 'by itself',
  set: (given) => setArmedScene({ ...quick, ...given }),
  play: async (scene) => {
    loseRegion(scene);
    await passFor(scene, 20, () => executionsOf(scene, 'recover').length > 0);
    await scene.clock.runUntil(Promise.all(executionsOf(scene, 'recover').map((run) => run.ended)));
    await scene.clock.runUntil(disarm(scene));
  },
  wrong: notRecovered,
  again: resumeOr((scene) => start(scene, { bypassHoldDown: true, acceptDataLoss: true })),
  isStruck: isOfDetection,
};

const ring = (scene: Scene): Promise<unknown> => {
  const input = { AlarmName: 'shielda-control-plane-5xx', StateValue: 'ALARM', StateReason: 'a test' };
  const call = { service: 'monitoring', region: 'us-west-2', operation: 'SetAlarmState', input };
  return scene.clock.runUntil(operate(scene.aws, call));
};

const notRefused =
  (...expected: readonly string[]) =>
  async (scene: Scene): Promise<string[]> => {
    const codes = (await refusalsOf(scene)).map((refusal) => refusal.code);
    const runs = executionsOf(scene, 'recover').length;
    return [
      ...(codes.some((code) => expected.includes(code))
        ? []
        : [`the ledger has ${codes.join(', ') || 'nothing'}, not ${expected.join(' or ')}`]),
      ...(runs === 0 ? [] : [`${runs} runs were started`]),
    ];
  };

/** One alarm rings alone, and the service is well. Where detection may not look, it says that nobody knows. */
export const falseAlarm: Scenario = {
  name: 'false alarm',
  set: (given) => setArmedScene(given),
  play: async (scene) => {
    await ring(scene);
    await passFor(scene, 6);
    await scene.clock.runUntil(disarm(scene));
  },
  wrong: notRefused('recovered', 'failed'),
  again: async () => undefined,
  isStruck: isOfDetection,
};

/** A look of detection is stopped at the console: that nobody knows is written down and told. */
export const stoppedLook: Scenario = {
  name: 'stopped look',
  set: (given) => setScene(given),
  play: async (scene) => {
    const stateMachineArn = scene.stack.recoverArn.replace(/-recover$/, '-detect');
    const input = JSON.stringify({ plan: 'shielda' });
    await askStates(scene, 'StartExecution', { stateMachineArn, name: 'looking', input });
    await untilState(scene, 'WeighSignals');
    const executionArn = executionsOf(scene, 'detect').at(-1)?.arn;
    await askStates(scene, 'StopExecution', { executionArn });
    await watchRuns(scene);
  },
  wrong: notRefused('failed'),
  again: async () => undefined,
  isStruck: placesOf('settle-run', 'inspectExecution', 'recordRefusal', 'watchRuns'),
};
