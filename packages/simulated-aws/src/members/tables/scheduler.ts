import type { MemberTable } from '../selection.ts';

export const scheduler: MemberTable = {
  CreateSchedule:
    'ActionAfterCompletion ClientToken Description EndDate FlexibleTimeWindow{MaximumWindowInMinutes Mode} ' +
    'GroupName Name ScheduleExpression ScheduleExpressionTimezone StartDate State Target{Arn RoleArn ' +
    'DeadLetterConfig{Arn} RetryPolicy{MaximumEventAgeInSeconds MaximumRetryAttempts} Input ' +
    'EventBridgeParameters{DetailType Source}}',
  GetSchedule: 'GroupName Name',
  UpdateSchedule:
    'ActionAfterCompletion ClientToken Description EndDate FlexibleTimeWindow{MaximumWindowInMinutes Mode} ' +
    'GroupName Name ScheduleExpression ScheduleExpressionTimezone StartDate State Target{Arn RoleArn ' +
    'DeadLetterConfig{Arn} RetryPolicy{MaximumEventAgeInSeconds MaximumRetryAttempts} Input ' +
    'EventBridgeParameters{DetailType Source}}',
  DeleteSchedule: 'GroupName Name ClientToken',
  ListSchedules: 'GroupName MaxResults NamePrefix NextToken State',
};
