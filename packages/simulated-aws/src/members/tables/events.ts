import type { MemberTable } from '../selection.ts';

export const events: MemberTable = {
  PutEvents: 'Entries{Time Source Resources DetailType Detail EventBusName TraceHeader}',
  PutRule: 'Name EventPattern State Description RoleArn Tags{Key Value} EventBusName',
  DescribeRule: 'Name EventBusName',
  ListRules: 'NamePrefix EventBusName NextToken Limit',
  DeleteRule: 'Name EventBusName',
  EnableRule: 'Name EventBusName',
  DisableRule: 'Name EventBusName',
  PutTargets:
    'Rule EventBusName Targets{Id Arn RoleArn Input InputPath InputTransformer{InputPathsMap ' +
    'InputTemplate} DeadLetterConfig{Arn} RetryPolicy{MaximumRetryAttempts MaximumEventAgeInSeconds}}',
  ListTargetsByRule: 'Rule EventBusName NextToken Limit',
  RemoveTargets: 'Rule EventBusName Ids',
  CreateEventBus: 'Name Description Tags{Key Value}',
  DescribeEventBus: 'Name',
  ListEventBuses: 'NamePrefix NextToken Limit',
  DeleteEventBus: 'Name',
  TestEventPattern: 'EventPattern Event',
  ForwardEvent: 'Event{**} CameFrom EventBusName',
};
