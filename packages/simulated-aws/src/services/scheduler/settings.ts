import type { CreateScheduleInput, FlexibleTimeWindow, Target } from '@aws-sdk/client-scheduler';
import { AwsFault, notSimulated } from '../../call.ts';
import { parseArn } from '../events/arn.ts';
import { retryPolicyOf } from '../events/delivery/retry.ts';
import { isBus, needsRole } from '../events/delivery/target-request.ts';
import { checkZone } from './cron/zone.ts';
import { parseExpression } from './expression.ts';
import type { ScheduleSettings } from './schedule.ts';

const scheduleName = /^[0-9a-zA-Z\-_.]{1,64}$/;

export const invalid = (message: string): AwsFault => new AwsFault('ValidationException', message);

export function checkGroup(group: string | undefined): void {
  if (group !== undefined && group !== 'default') throw notSimulated(`scheduler: the schedule group ${group}`);
}

/** Throws ValidationException. */
export function settingsOf(given: CreateScheduleInput, region: string): ScheduleSettings {
  checkGroup(given.GroupName);
  if (!scheduleName.test(given.Name ?? '')) throw invalid(`The name ${given.Name} is not valid.`);
  if (given.FlexibleTimeWindow === undefined) throw invalid('FlexibleTimeWindow must be given.');
  const zone = given.ScheduleExpressionTimezone ?? 'UTC';
  checkZone(zone);
  const [startsAt, endsAt] = [given.StartDate?.getTime(), given.EndDate?.getTime()];
  if (startsAt !== undefined && endsAt !== undefined && startsAt >= endsAt)
    throw invalid('The StartDate you specify must come before the EndDate.');
  const target = targetOf(given.Target, region);
  return {
    given,
    expression: parseExpression(given.ScheduleExpression ?? ''),
    zone,
    isEnabled: given.State !== 'DISABLED',
    startsAt,
    endsAt,
    windowMinutes: windowMinutes(given.FlexibleTimeWindow),
    isDeletedAfterwards: given.ActionAfterCompletion === 'DELETE',
    target,
    retry: retryPolicyOf(target.RetryPolicy),
  };
}

function targetOf(target: Target | undefined, region: string): ScheduleSettings['target'] {
  if (target?.Arn === undefined || target.RoleArn === undefined)
    throw invalid('Target must have an Arn and a RoleArn.');
  const arn = parseArn(target.Arn);
  const isToBus = isBus(arn);
  if (!isToBus) needsRole(arn, 'scheduler:CreateSchedule');
  if (isToBus !== (target.EventBridgeParameters !== undefined))
    throw invalid('EventBridgeParameters belong to a target that is an event bus.');
  if (arn.region !== region) throw notSimulated(`scheduler: a target in another Region, ${arn.text}`);
  return { ...target, Arn: target.Arn, RoleArn: target.RoleArn };
}

function windowMinutes({ Mode, MaximumWindowInMinutes: most }: FlexibleTimeWindow): number {
  if (Mode === 'OFF' && most === undefined) return 0;
  if (Mode === 'FLEXIBLE' && most !== undefined && most >= 1 && most <= 1440) return most;
  throw invalid('FlexibleTimeWindow must be OFF, or FLEXIBLE with a window of 1 to 1440 minutes.');
}
