import { operate } from 'simulated-aws/operate.ts';
import type { Execution } from 'simulated-aws/step-functions/run/execution.ts';
import { readRecord } from '../../rehearsal/read-results.ts';
import { passUntil } from './detection-scene.ts';
import { type Scene, type SceneSettings, setScene } from './virtual-run.ts';

const oldPrimary = 'shielda-prod';
export const oldRegion = 'us-west-2';
/** Of the plan, to `old-primary`: lets nobody in. */
const closedGroup = 'sg-0c105ed00000000a1';

export const setOwingScene = (settings: SceneSettings = {}): Promise<Scene> =>
  setScene({ durations: { promotionSeconds: 60 }, ...settings });

export const paymentsOf = ({ aws }: Scene): Execution[] =>
  aws.stepFunctions.executions().filter(({ machine }) => machine.name === 'lifeboat-dev-pay-fence');

/** Asked of the simulated AWS, and not of the run. */
export const isFenced = ({ aws }: Scene): boolean => {
  const { VpcSecurityGroups } = aws.rds.inspect({ region: oldRegion, id: oldPrimary });
  return JSON.stringify(VpcSecurityGroups ?? []).includes(closedGroup);
};

/** Calls that change the old primary, each with its time. */
export const fencingCalls = ({ events }: Scene): string[] =>
  events.flatMap((event) =>
    event.kind === 'call' && /^(ModifyDBInstance|RebootDBInstance)$/.test(event.operation) ? [event.operation] : [],
  );

/** Waits until no execution of pay-fence runs, and at least so many have begun. */
export const untilPaid = async (scene: Scene, minutes = 30, count = 1): Promise<Execution[]> => {
  const isOver = () => {
    const all = paymentsOf(scene);
    return all.length >= count && all.every(({ status }) => status !== 'RUNNING');
  };
  await passUntil(scene, isOver, minutes);
  await scene.clock.advance(2000);
  return paymentsOf(scene);
};

export const recordOf = (scene: Scene, runId = 'run') => {
  const record = readRecord(scene, runId);
  if (record === undefined) throw new Error(`the run ${runId} left no record`);
  return record;
};

/** The message of the only notice of such a subject. */
export const noticeOf = ({ notices }: Scene, subject: RegExp): string => {
  const found = notices.filter((one) => subject.test(one.subject));
  if (found.length !== 1) throw new Error(`${found.length} notices of ${subject}`);
  return found[0]?.message ?? '';
};

/** State of the alarm on fences that are owed. */
export const alarmOf = async ({ aws, clock, standby }: Scene): Promise<unknown> => {
  const input = { AlarmNamePrefix: 'lifeboat-dev-FencesOwed' };
  const call = { service: 'monitoring', operation: 'DescribeAlarms', region: standby, input };
  const { MetricAlarms } = await clock.runUntil(operate(aws, call));
  const [alarm]: unknown[] = Array.isArray(MetricAlarms) ? MetricAlarms : [];
  return typeof alarm === 'object' && alarm !== null && 'StateValue' in alarm ? alarm.StateValue : undefined;
};

/** Of the first payment of the run called `run`. */
export const paymentArn = ({ stack }: Scene, name = 'run_old-primary_pay_1'): string =>
  `${stack.recoverArn.replace(':stateMachine:', ':execution:').replace(/-recover$/, '-pay-fence')}:${name}`;
