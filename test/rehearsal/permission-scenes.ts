import type { Authorisation } from '../../simulation/identity/judge.ts';
import { recoveriesOf } from '../../simulation/rehearsal/detection/await-run.ts';
import { passUntil, setArmedScene } from '../support/detection-scene.ts';
import { swift } from '../support/many-databases.ts';
import { runVerification, setVerificationScene, startVerification } from '../support/verification-run.ts';
import { runRecovery, type Scene, setScene, startInput, startRecovery } from '../support/virtual-run.ts';

import { ask, promoteByHand } from './scene-tools.ts';

/** Told of everything that the scene asks of policies. */
type Recorder = (authorisation: Authorisation) => void;
type MakeScene = (onDecision: Recorder) => Promise<Scene>;

const durations = { promotionSeconds: 60 };

/** The old primary is fenced at the second attempt, the name's record is rewritten; a task of the service has stopped before. */
const failedOnce: MakeScene = async (onDecision) => {
  const runbook = 'region-failover-by-record';
  const answers = { approval: 'approve', failure: 'retry' };
  const scene = await setScene({ runbook, durations, answers, onDecision });
  const service = { cluster: 'shielda', service: 'control-plane' };
  for (const desiredCount of [1, 0]) {
    await ask(scene, { what: 'ecs:UpdateService', input: { ...service, desiredCount } });
    await scene.clock.advance(60_000);
  }
  scene.aws.faults.add({ operation: 'ModifyDBInstance', nth: 1, kind: { deny: true } });
  await runRecovery(scene, startInput(scene, { runbook }));
  return scene;
};

const regionLost: MakeScene = async (onDecision) => {
  const scene = await setScene({ durations, onDecision });
  scene.aws.network.cut('us-west-2');
  await runRecovery(scene, startInput(scene));
  return scene;
};

/** Somebody stops the run at the console while one of its steps is at work. */
const stopped: MakeScene = async (onDecision) => {
  const scene = await setScene({ durations, onDecision });
  const { aws, clock, stack, events } = scene;
  const executionArn = `${stack.recoverArn.replace(':stateMachine:', ':execution:')}:stopped`;
  const request = { stateMachineArn: stack.recoverArn, name: 'stopped', input: JSON.stringify(startInput(scene)) };
  await ask(scene, { what: 'states:StartExecution', input: request });
  await passUntil(scene, () => events.some((one) => one.kind === 'stateEntered' && one.state === 'PromoteReplica'));
  await ask(scene, { what: 'states:StopExecution', input: { executionArn } });
  await clock.runUntil(aws.stepFunctions.executionOf(executionArn)?.ended ?? Promise.reject(new Error('no run')));
  return scene;
};

/** Nobody answers the first run; a second one finds the plan held; of a third one the question cannot be sent. */
const heldUp: MakeScene = async (onDecision) => {
  const scene = await setScene({ answers: {}, onDecision });
  const first = startRecovery(scene, startInput(scene), 'first');
  const second = scene.clock.sleep(60_000).then(() => startRecovery(scene, startInput(scene), 'second'));
  await scene.clock.runUntil(Promise.all([first, second]));
  scene.aws.faults.add({ operation: 'Publish', nth: 1, kind: { deny: true } });
  await runRecovery(scene, startInput(scene), 'third');
  return scene;
};

/**
 * An alarm of the primary Region rings alone, its event comes twice, and a person asks for a run and then says no. Then the
 * Region is lost while the kill switch is set, which is told; once it is gone, Lifeboat starts the run itself. Some of what the
 * schedules call never hears that it was done.
 */
const detected: MakeScene = async (onDecision) => {
  let isLossy = false;
  const scene = await setArmedScene({
    durations,
    answers: { approval: 'refuse', failure: 'abort' },
    onDecision,
    onEvent: (_event, aws) => {
      if (!isLossy) aws.faults.add({ role: 'ScheduleRole', operation: 'Invoke', kind: 'after' });
      isLossy = true;
    },
  });
  const { aws, stack } = scene;
  aws.events.setDuplicates({ copies: 1, chance: 1 });
  const alarm = { AlarmName: 'shielda-control-plane-5xx', StateValue: 'ALARM', StateReason: 'a test' };
  await ask(scene, { what: 'monitoring:SetAlarmState', region: 'us-west-2', input: alarm });
  await runRecovery(scene, startInput(scene), 'by-hand');
  const Key = { key: { S: 'killSwitch#*' } };
  const TableName = stack.controlTable;
  await ask(scene, { what: 'dynamodb:PutItem', input: { TableName, Item: { ...Key, reason: { S: 'Ada holds it' } } } });
  aws.network.cut('us-west-2');
  await passUntil(scene, () => scene.notices.some(({ message }) => message.includes('Ada holds it')));
  await ask(scene, { what: 'dynamodb:DeleteItem', input: { TableName, Key } });
  await passUntil(scene, () => recoveriesOf(scene).length > 1);
  await scene.clock.runUntil(Promise.all(recoveriesOf(scene).map(({ ended }) => ended)));
  return scene;
};

/** Somebody has stopped a recovery, whose lock stands: whether it still runs has to be asked. */
const stopRecovery = async (scene: Scene): Promise<void> => {
  const start = { stateMachineArn: scene.stack.recoverArn, name: 'stopped', input: JSON.stringify(startInput(scene)) };
  const { executionArn } = await ask(scene, { what: 'states:StartExecution', input: start });
  await scene.clock.advance(5000);
  await ask(scene, { what: 'states:StopExecution', input: { executionArn } });
};

/** A copy that could not be deleted is swept by the next run, beside which a third one is refused; the age of proofs is written down. */
const verified: MakeScene = async (onDecision) => {
  const scene = await setVerificationScene({ durations: swift, onDecision });
  const { aws, clock } = scene;
  await stopRecovery(scene);
  const denial = aws.faults.add({ operation: 'DeleteDBInstance', kind: { deny: true } });
  await runVerification(scene, {}, 'first');
  denial.remove();
  const second = startVerification(scene, {}, 'second');
  const third = clock.sleep(60_000).then(() => startVerification(scene, {}, 'third'));
  await clock.runUntil(Promise.all([second, third]));
  const FunctionName = 'lifeboat-dev-watchVerifications';
  await ask(scene, { what: 'lambda:Invoke', input: { FunctionName, Payload: Buffer.from('{}') } });
  return scene;
};

/** Somebody has promoted the standby by hand: how that came and how far the other side is has to be asked. */
const forked: MakeScene = async (onDecision) => {
  const scene = await setScene({ durations, onDecision });
  await promoteByHand(scene);
  await runRecovery(scene, startInput(scene));
  return scene;
};

export const scenes: readonly MakeScene[] = [failedOnce, forked, regionLost, stopped, heldUp, detected, verified];
