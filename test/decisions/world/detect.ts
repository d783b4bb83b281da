import { weighSignals } from '../../../functions/weigh-signals/weigh-signals.ts';
import type { WeighSignalsOutput } from '../../../shared/contracts/detection/detect.ts';
import type { DeployedPlan } from '../../../shared/contracts/plan.ts';
import type { Process } from './process.ts';
import { recover } from './recover.ts';
import { readSignalsIn } from './scene.ts';
import { begin, end, sceneOf, surroundingsOf, type World } from './world.ts';

type Execution = Readonly<{ arn: string; name: string; plan: string; trigger: unknown }>;

/** As state-machines/detect.asl.yml has it. */
const machineSeconds = 1800;

const arnOf = ({ account }: World, machine: string, name: string): string =>
  `arn:aws:states:us-east-1:${account}:execution:lifeboat-${machine}:${name}`;

const recoverArn = (world: World, name: string): string => arnOf(world, 'recover', name);

const dependenciesOf = (world: World, arn: string, process: Process) => ({
  ...surroundingsOf(world, arn, process),
  readSignals: (plan: DeployedPlan) =>
    process.turn(() => readSignalsIn(sceneOf(world, plan.plan), plan, process.now())),
  readDatabaseWatch: (plan: DeployedPlan) => process.turn(() => sceneOf(world, plan.plan).database),
});

type Told = Readonly<{ text: string; reason: string }>;

const tell = (world: World, { name, plan }: Execution, { text, reason }: Told): void => {
  world.verdicts.push({ atMs: world.turns.now(), plan, subject: name, text: `detect ${text}`, reason });
};

/** Starting an execution again under the name that it has is a no-op. */
export const startRecovery = (
  world: World,
  name: string,
  { plan, input }: { plan: string; input: unknown },
): boolean => {
  const process = begin(world, recoverArn(world, name));
  if (process === undefined) return false;
  world.calls.push({ atMs: world.turns.now(), plan, text: `states:StartExecution ${name}` });
  void recover({ world, process, arn: recoverArn(world, name), name, plan }, input);
  return true;
};

const publishOf = ({ code, asking }: Extract<WeighSignalsOutput, { verdict: 'refuse' }>): string =>
  ['sns:Publish', code, ...(asking?.contact ? [asking.contact] : [])].join(' ');

const watch = async (world: World, process: Process, execution: Execution): Promise<void> => {
  const { arn: executionArn, name: executionName, plan, trigger } = execution;
  const beganAt = world.turns.now();
  const input = { executionArn, executionName, startedAt: new Date(beganAt).toISOString(), trigger };
  while (world.turns.now() - beganAt < machineSeconds * 1000) {
    const output = await weighSignals(input, dependenciesOf(world, executionArn, process));
    tell(world, execution, { text: `${output.verdict} ${output.code}`, reason: output.reason });
    if (output.verdict === 'wait') {
      await process.sleep(output.waitSeconds);
      continue;
    }
    if (output.verdict === 'refuse' && output.isNews)
      world.calls.push({ atMs: world.turns.now(), plan, text: publishOf(output) });
    if (output.verdict === 'start')
      await process.turn(() => startRecovery(world, output.executionName, { plan, input: output.recovery }));
    return;
  }
  tell(world, execution, { text: 'timeout', reason: '' });
};

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'Error');

/** One execution of `detect`, from what woke it to its end: weigh, wait, weigh again. */
export const detect = async (world: World, name: string, { plan, trigger }: { plan: string; trigger: unknown }) => {
  const execution: Execution = { arn: arnOf(world, 'detect', name), name, plan, trigger };
  const process = begin(world, execution.arn);
  if (process === undefined) return;
  try {
    await watch(world, process, execution);
  } catch (error) {
    tell(world, execution, { text: `failed ${nameOf(error)}`, reason: String(error) });
  }
  end(world, execution.arn);
};
