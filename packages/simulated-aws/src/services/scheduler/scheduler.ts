import type {
  CreateScheduleInput,
  DeleteScheduleInput,
  GetScheduleInput,
  UpdateScheduleInput,
} from '@aws-sdk/client-scheduler';
import { AwsFault, type Call } from '../../call.ts';
import type { Identity } from '../../identity/identity.ts';
import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import type { MetricSink } from '../cloudwatch/cloudwatch.ts';
import { createDelivery } from '../events/delivery/deliver.ts';
import { createFiring, groupArnOf } from './firing.ts';
import type { Schedule } from './schedule.ts';
import { invalid, settingsOf } from './settings.ts';
import { createStore, type Named, shown } from './store.ts';
import { createTimetable } from './timetable.ts';

export type SchedulerOptions = Readonly<{ identity: Pick<Identity, 'isAssumable'>; metrics: MetricSink }>;

/**
 * Amazon EventBridge Scheduler: the default group of each Region.
 *
 * Models: rates, cron and single times in IANA's time zones, flexible windows, retries, dead letters, context attributes. An
 * update counts a rate from its own moment. Within the minute that AWS promises, a schedule is on time.
 * From: docs.aws.amazon.com/scheduler/latest/UserGuide and docs.aws.amazon.com/scheduler/latest/APIReference
 * Not modelled: other groups, universal targets, targets in another Region, customer keys, quotas,
 * idempotency of updates.
 */
export function createScheduler(world: World, { identity, metrics }: SchedulerOptions) {
  const { arnOf, find, list, has, add, remove: drop } = createStore(world.account);
  const fire = createFiring(world, createDelivery(world, identity), metrics);
  const timetable = createTimetable(world, { fire, forget: drop });

  const checkRole = (roleArn: string, arn: string): void => {
    if (!identity.isAssumable(roleArn, 'scheduler.amazonaws.com', groupArnOf({ arn })))
      throw invalid('The execution role you provide must allow AWS EventBridge Scheduler to assume the role.');
  };

  const create = (input: CreateScheduleInput, { region }: Pick<Call, 'region'>) => {
    const { Name: name = '' } = input;
    const [settings, arn] = [settingsOf(input, region), arnOf(name, region)];
    if (has(arn) && isRepeated(find(input, { region }), input)) return { ScheduleArn: arn };
    if (has(arn)) throw new AwsFault('ConflictException', `Schedule ${name} already exists.`, { status: 409 });
    checkRole(settings.target.RoleArn, arn);
    const [createdAt, changedAt] = [world.clock.now(), world.clock.now()];
    const schedule: Schedule = { name, arn, region, createdAt, changedAt, settings };
    add(schedule);
    timetable.begin(schedule);
    return { ScheduleArn: arn };
  };

  const update = (input: UpdateScheduleInput, call: Call) => {
    const schedule = find(input, call);
    const settings = settingsOf(input, call.region);
    checkRole(settings.target.RoleArn, schedule.arn);
    Object.assign(schedule, { settings, changedAt: world.clock.now() });
    timetable.begin(schedule);
    return { ScheduleArn: schedule.arn };
  };

  const remove = (input: DeleteScheduleInput, call: Call) => {
    const schedule = find(input, call);
    timetable.end(schedule);
    drop(schedule);
    return {};
  };

  const byName = ({ Name = '' }: Named, { region }: Call) => [arnOf(Name, region)];

  return {
    name: 'scheduler',
    operations: {
      CreateSchedule: create,
      GetSchedule: (input: GetScheduleInput, call: Call) => shown(find(input, call)),
      UpdateSchedule: update,
      DeleteSchedule: remove,
      ListSchedules: list,
    },
    resources: { CreateSchedule: byName, GetSchedule: byName, UpdateSchedule: byName, DeleteSchedule: byName },

    createSchedule: (region: string, schedule: CreateScheduleInput): string => create(schedule, { region }).ScheduleArn,
  } satisfies SimulatedService & Record<string, unknown>;
}

/** The request again that made the schedule. */
const isRepeated = ({ settings: { given } }: Schedule, { ClientToken: token }: CreateScheduleInput): boolean =>
  token !== undefined && given.ClientToken === token;
