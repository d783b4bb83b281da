import { operate } from 'simulated-aws/operate.ts';
import type { Execution } from 'simulated-aws/step-functions/run/execution.ts';
import { passUntil } from './detection-scene.ts';
import { type Scene, startInput } from './virtual-run.ts';

/** Of a machine of the stack, such as `recover`, in the order of their starts; those of its maps left out. */
export const executionsOf = ({ aws }: Scene, machine: string): Execution[] =>
  aws.stepFunctions
    .executions()
    .filter(({ machine: { name }, mapRunArn }) => name === `lifeboat-dev-${machine}` && mapRunArn === undefined);

export const settlementsOf = (scene: Scene): Execution[] => executionsOf(scene, 'settle-run');
export const stepsOf = (scene: Scene): Execution[] => executionsOf(scene, 'run-step');

export const askStates = (scene: Scene, operation: string, input: Record<string, unknown>) =>
  scene.clock.runUntil(operate(scene.aws, { service: 'states', region: scene.standby, operation, input }));

const executionArnOf = ({ stack }: Scene, runId: string): string =>
  `${stack.recoverArn.replace(':stateMachine:', ':execution:')}:${runId}`;

/** Starts `recover` and comes back at once. */
export const beginRecovery = async (scene: Scene, runId: string, changes: Record<string, unknown> = {}) => {
  const input = JSON.stringify(startInput(scene, changes));
  await askStates(scene, 'StartExecution', { stateMachineArn: scene.stack.recoverArn, name: runId, input });
  const executionArn = executionArnOf(scene, runId);
  const execution = scene.aws.stepFunctions.executionOf(executionArn);
  if (execution === undefined) throw new Error(`there is no run ${runId}`);
  return { runId, executionArn, execution };
};

/** Lets time pass until an execution of any machine enters this state. */
export const untilState = (scene: Scene, state: string, minutes = 30): Promise<void> =>
  passUntil(scene, () => scene.events.some((one) => one.kind === 'stateEntered' && one.state === state), minutes);

/** Lets time pass until at least so many executions of settle-run have begun, all of them have ended, and what they told has arrived. */
export const untilSettled = async (scene: Scene, count = 1, minutes = 30): Promise<Execution[]> => {
  await passUntil(scene, () => settlementsOf(scene).length >= count, minutes);
  await passUntil(scene, () => settlementsOf(scene).every(({ status }) => status !== 'RUNNING'), minutes);
  await scene.clock.advance(5000);
  return settlementsOf(scene);
};

type Lock = Readonly<{ runId: string | undefined; epoch: string | undefined; lastRun: string | undefined }>;

const textIn = (item: object, name: string): string | undefined => {
  const member: unknown = Reflect.get(item, name);
  if (typeof member !== 'object' || member === null) return undefined;
  const [text]: unknown[] = Object.values(member);
  return typeof text === 'string' ? text : undefined;
};

/** The lock of the plan, or of verifications, as the control table has it. */
export const lockOf = async (scene: Scene, plan = 'shielda'): Promise<Lock> => {
  const input = { TableName: scene.stack.controlTable, Key: { key: { S: `lock#${plan}` } }, ConsistentRead: true };
  const call = { service: 'dynamodb', region: scene.standby, operation: 'GetItem', input };
  const { Item } = await scene.clock.runUntil(operate(scene.aws, call));
  const item = typeof Item === 'object' && Item !== null ? Item : {};
  return { runId: textIn(item, 'runId'), epoch: textIn(item, 'epoch'), lastRun: textIn(item, 'lastRun') };
};

/** Subjects of what people were told, in order. */
export const subjectsOf = ({ notices }: Scene): string[] => notices.map(({ subject }) => subject);
