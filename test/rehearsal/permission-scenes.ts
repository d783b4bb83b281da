import type { Authorisation } from 'simulated-aws/identity/judge.ts';
import { recoveriesOf } from '../../rehearsal/detection/await-run.ts';
import { passUntil, setArmedScene } from '../support/detection-scene.ts';
import { swift } from '../support/many-databases.ts';
import { settlementsOf, untilSettled } from '../support/settling.ts';
import { runVerification, setVerificationScene, startVerification } from '../support/verification-run.ts';
import { runRecovery, type Scene, setScene, startInput, startRecovery } from '../support/virtual-run.ts';
import { owed } from './owed-scene.ts';
import { addKey, ask, keepSecretsUnderOwnKeys, promoteByHand } from './scene-tools.ts';
import { lose, watchRuns } from './unheard.ts';

/** Told of everything that the scene asks of policies. */
type Recorder = (authorisation: Authorisation) => void;
type MakeScene = (onDecision: Recorder) => Promise<Scene>;

const down = { error: 'InternalServerError', status: 500 } as const;

const durations = { promotionSeconds: 60 };

/** Secrets are under the customer's keys. The old primary is fenced at the second attempt, the name's record is rewritten; a task of the service has stopped before. */
const failedOnce: MakeScene = async (onDecision) => {
  const runbook = 'region-failover-by-record';
  const answers = { approval: 'approve', failure: 'retry' };
  const scene = await setScene({ runbook, durations, answers, onDecision });
  await keepSecretsUnderOwnKeys(scene);
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

/** Starts an execution of a machine of the stack, lets it come to a state and stops it there, at the console. */
const stopAt = async (scene: Scene, machineArn: string, { name, state, input }: Stopping): Promise<string> => {
  const executionArn = `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  const request = { stateMachineArn: machineArn, name, input: JSON.stringify(input) };
  await ask(scene, { what: 'states:StartExecution', input: request });
  const isThere = () =>
    scene.events.some((one) => one.kind === 'stateEntered' && one.state === state && one.execution.includes(name));
  await passUntil(scene, isThere);
  await ask(scene, { what: 'states:StopExecution', input: { executionArn } });
  return executionArn;
};
type Stopping = Readonly<{ name: string; state: string; input: unknown }>;

/**
 * Somebody stops the run at the console while one of its steps is at work, which Step Functions leaves alone the first time, and the
 * settle-run that would end it; the next settle-run does. Then the run is redriven, to its end. A second one is redriven after another run has come.
 */
const stopped: MakeScene = async (onDecision) => {
  const scene = await setScene({ durations, onDecision });
  const { aws, clock, stack } = scene;
  const forgotten = aws.faults.add({ role: 'RecoverRole', operation: 'StopExecution', nth: 1, kind: 'before' });
  const run = async (name: string) => {
    const settled = settlementsOf(scene).length;
    const input = startInput(scene, { bypassHoldDown: true });
    const arn = await stopAt(scene, stack.recoverArn, { name, state: 'RunStep', input });
    await passUntil(scene, () => settlementsOf(scene).length > settled);
    await ask(scene, { what: 'states:StopExecution', input: { executionArn: settlementsOf(scene).at(-1)?.arn } });
    await untilSettled(scene, settled + 2);
    return arn;
  };
  const redrive = async (executionArn: string) => {
    await ask(scene, { what: 'states:RedriveExecution', input: { executionArn } });
    await clock.runUntil(aws.stepFunctions.executionOf(executionArn)?.ended ?? Promise.reject(new Error('no run')));
  };
  await redrive(await run('first'));
  forgotten.remove();
  const second = await run('second');
  await runRecovery(scene, startInput(scene), 'third');
  await redrive(second);
  return scene;
};

/**
 * Nobody answers the first run; a second one finds the plan held; of a third one the question cannot be sent, and that cannot be
 * written down for a while.
 */
const heldUp: MakeScene = async (onDecision) => {
  const scene = await setScene({ answers: {}, onDecision });
  const first = startRecovery(scene, startInput(scene), 'first');
  const second = scene.clock.sleep(60_000).then(() => startRecovery(scene, startInput(scene), 'second'));
  await scene.clock.runUntil(Promise.all([first, second]));
  scene.aws.faults.add({ role: 'AwaitApprovalRole', operation: 'Publish', kind: { deny: true } });
  const silence = scene.aws.faults.add({ role: 'RecordFailureRole', operation: 'Query', kind: down });
  scene.clock.after(600_000, silence.remove);
  await runRecovery(scene, startInput(scene), 'third');
  return scene;
};

/** One of the alarms of the plan: the others still act. */
const muteOne = (scene: Scene) => {
  const Expression = `at(${new Date(scene.clock.now()).toISOString().slice(0, 16)})`;
  const MuteTargets = { AlarmNames: ['shielda-app-unhealthy'] };
  const input = { Name: 'noise', Rule: { Schedule: { Expression, Duration: 'PT12H' } }, MuteTargets };
  return ask(scene, { what: 'monitoring:PutAlarmMuteRule', input });
};

/**
 * Somebody has muted one alarm. Another one, of the primary Region, rings alone, its event comes twice, and a person asks for a
 * run and then says no. Then the Region is lost while the kill switch is set, which is told; once it is gone, Lifeboat starts the
 * run itself. Some of what the schedules call never hears that it was done.
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
  await muteOne(scene);
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

/** Nobody was told of its end: that is found out by the clock. */
const unheard: MakeScene = async (onDecision) => {
  const scene = await setScene({ durations, onDecision });
  await lose(scene, 'ExecutionEnded');
  await stopRecovery(scene);
  await scene.clock.advance(660_000);
  await watchRuns(scene);
  await untilSettled(scene);
  return scene;
};

/** Snapshots and secrets are under the customer's keys. A copy that could not be deleted is swept by the next run, beside which a third one is refused; the age of proofs is written down. */
const verified: MakeScene = async (onDecision) => {
  const keyOf = addKey;
  const scene = await setVerificationScene({ durations: swift, onDecision, keyOf });
  await keepSecretsUnderOwnKeys(scene);
  const { aws, clock, stack } = scene;
  await stopRecovery(scene);
  await stopAt(scene, stack.verifyArn, { name: 'zeroth', state: 'OpenVerification', input: {} });
  await stopAt(scene, detectArn(scene), { name: 'looking', state: 'WeighSignals', input: { plan: 'shielda' } });
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

const detectArn = ({ stack }: Scene): string => stack.recoverArn.replace(/-recover$/, '-detect');

/** Somebody has promoted the standby by hand: how that came and how far the other side is has to be asked. */
const forked: MakeScene = async (onDecision) => {
  const scene = await setScene({ durations, onDecision });
  await promoteByHand(scene);
  await runRecovery(scene, startInput(scene));
  return scene;
};

/** The tasks of the service fail, and others take their place; why some have stopped is asked while those of before go. */
const redeployed: MakeScene = async (onDecision) => {
  const runbook = 'control-plane-down';
  const scene = await setScene({ runbook, onDecision });
  scene.landscape.balancers.primary.failTasks();
  await runRecovery(scene, startInput(scene, { runbook }));
  return scene;
};

export const scenes: readonly MakeScene[] = [
  ...[failedOnce, forked, regionLost, owed, stopped],
  ...[heldUp, detected, verified, redeployed, unheard],
];
