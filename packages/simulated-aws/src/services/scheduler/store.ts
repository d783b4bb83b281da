import type { ListSchedulesInput } from '@aws-sdk/client-scheduler';
import { AwsFault, type Call } from '../../call.ts';
import { pageOf } from '../page.ts';
import type { Schedule } from './schedule.ts';
import { checkGroup, invalid } from './settings.ts';

const mostListed = 100;

export function shown({ arn, createdAt, changedAt, settings }: Schedule) {
  const { ClientToken: _, ...given } = settings.given;
  return {
    ScheduleExpressionTimezone: 'UTC',
    State: 'ENABLED' as const,
    ActionAfterCompletion: 'NONE' as const,
    ...given,
    Arn: arn,
    GroupName: 'default',
    CreationDate: new Date(createdAt),
    LastModificationDate: new Date(changedAt),
  };
}

export type Named = Readonly<{ Name?: string | undefined; GroupName?: string | undefined }>;

/** Schedules by ARN. */
export function createStore(account: string) {
  const schedules = new Map<string, Schedule>();

  const arnOf = (name: string, region: string) => `arn:aws:scheduler:${region}:${account}:schedule/default/${name}`;

  const find = ({ Name = '', GroupName }: Named, { region }: Pick<Call, 'region'>): Schedule => {
    checkGroup(GroupName);
    const schedule = schedules.get(arnOf(Name, region));
    if (schedule === undefined)
      throw new AwsFault('ResourceNotFoundException', `Schedule ${Name} does not exist.`, { status: 404 });
    return schedule;
  };

  const list = (input: ListSchedulesInput, { region }: Call) => {
    checkGroup(input.GroupName);
    const { NamePrefix = '', State, MaxResults = mostListed, NextToken } = input;
    const isWanted = (one: Schedule): boolean =>
      one.region === region && one.name.startsWith(NamePrefix) && (State ?? shown(one).State) === shown(one).State;
    const page = pageOf([...schedules.values()].filter(isWanted), MaxResults, NextToken);
    if (page === undefined) throw invalid('Invalid NextToken.');
    return { Schedules: page.items.map(summaryOf), NextToken: page.next };
  };

  return {
    arnOf,
    find,
    list,
    has: (arn: string): boolean => schedules.has(arn),
    add: (schedule: Schedule): void => void schedules.set(schedule.arn, schedule),
    remove: ({ arn }: Schedule): void => void schedules.delete(arn),
  };
}

function summaryOf(schedule: Schedule) {
  const { Arn, Name, GroupName, State, CreationDate, LastModificationDate } = shown(schedule);
  const Target = { Arn: schedule.settings.target.Arn };
  return { Arn, Name, GroupName, State, CreationDate, LastModificationDate, Target };
}
