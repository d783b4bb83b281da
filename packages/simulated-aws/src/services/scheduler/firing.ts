import { plumbing } from '../../clock/plumbing.ts';
import type { World } from '../../world.ts';
import type { MetricSink } from '../cloudwatch/cloudwatch.ts';
import { parseArn } from '../events/arn.ts';
import { callerOf, type Deliver, type Delivery, type DeliveryEvent } from '../events/delivery/deliver.ts';
import { isBus, requestOf, type TargetRequest } from '../events/delivery/target-request.ts';
import { eventTime } from '../events/envelope.ts';
import type { Schedule } from './schedule.ts';

const service = 'scheduler.amazonaws.com';

/** docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html */
const metricsOf: Readonly<Record<DeliveryEvent, readonly string[]>> = {
  delivered: ['InvocationAttemptCount'],
  retried: ['InvocationAttemptCount', 'TargetErrorCount'],
  failed: ['InvocationAttemptCount', 'TargetErrorCount', 'InvocationDroppedCount'],
  sentToDeadLetters: ['InvocationsSentToDeadLetterCount'],
  lostToDeadLetters: ['InvocationsFailedToBeSentToDeadLetterCount'],
};

/** The role's trust is asked for the group, not for the schedule: …/UserGuide/cross-service-confused-deputy-prevention.html */
export const groupArnOf = ({ arn }: Pick<Schedule, 'arn'>): string =>
  arn.replace(/:schedule\/([^/]+)\/.*$/, ':schedule-group/$1');

/** One invocation of a schedule's target, as its role. */
export function createFiring(world: World, deliver: Deliver, metrics: MetricSink) {
  const count = ({ region }: Schedule, what: DeliveryEvent): void => {
    const dimensions = { ScheduleGroup: 'default' };
    const common = { region, namespace: 'AWS/Scheduler', dimensions, value: 1, at: world.clock.now(), unit: 'Count' };
    for (const name of metricsOf[what]) metrics.record({ ...common, name });
  };

  return (schedule: Schedule, dueAt: number): void => {
    const firing = { schedule, account: world.account, dueAt, executionId: world.random.uuid() };
    let attempts = 0;
    const delivery: Delivery = {
      from: schedule.region,
      service,
      sourceArn: groupArnOf(schedule),
      targetArn: schedule.settings.target.Arn,
      roleArn: schedule.settings.target.RoleArn,
      request: () => {
        attempts += 1;
        return requestFor(firing, inputOf(firing, attempts));
      },
      retry: schedule.settings.retry,
      at: world.clock.now(),
      ...deadLettersOf(firing, inputOf(firing, 1)),
      count: (what) => count(schedule, what),
    };
    deliver(delivery, plumbing.scheduleDeliverySeconds);
  };
}

type Firing = Readonly<{ schedule: Schedule; account: string; dueAt: number; executionId: string }>;

function requestFor({ schedule }: Firing, input: string): TargetRequest {
  const { Arn, EventBridgeParameters } = schedule.settings.target;
  const arn = parseArn(Arn);
  if (!isBus(arn)) return requestOf(arn, input);
  const { Source, DetailType } = EventBridgeParameters ?? {};
  const entry = { Source, DetailType, Detail: input, EventBusName: Arn };
  return { service: 'events', operation: 'PutEvents', region: arn.region, input: { Entries: [entry] } };
}

/** …/UserGuide/managing-schedule-context-attributes.html */
function inputOf(firing: Firing, attempt: number): string {
  const { schedule, dueAt, executionId } = firing;
  const values: Readonly<Record<string, string>> = {
    'schedule-arn': schedule.arn,
    'scheduled-time': eventTime(dueAt),
    'execution-id': executionId,
    'attempt-number': String(attempt),
  };
  const { Input } = schedule.settings.target;
  if (Input === undefined) return usualInput(firing);
  return Input.replace(/<aws\.scheduler\.([a-z-]+)>/g, (whole, name: string) => values[name] ?? whole);
}

/** What a target gets without an Input: …/UserGuide/managing-targets.html */
const usualInput = ({ schedule, account, dueAt, executionId }: Firing): string =>
  JSON.stringify({
    version: '0',
    id: executionId,
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account,
    time: eventTime(dueAt),
    region: schedule.region,
    resources: [schedule.arn],
    detail: '{}',
  });

function deadLettersOf({ schedule, dueAt, executionId }: Firing, body: string) {
  const { RoleArn: roleArn, DeadLetterConfig } = schedule.settings.target;
  if (DeadLetterConfig?.Arn === undefined) return {};
  const attributes = {
    SCHEDULE_ARN: schedule.arn,
    SCHEDULED_TIME: eventTime(dueAt),
    EXECUTION_ID: executionId,
    IS_PAYLOAD_TRUNCATED: 'false',
  };
  const principal = callerOf({ service, sourceArn: groupArnOf(schedule), roleArn });
  return { deadLetters: { arn: DeadLetterConfig.Arn, body, attributes, principal } };
}
