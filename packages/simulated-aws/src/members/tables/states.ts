import type { MemberTable } from '../selection.ts';

export const states: MemberTable = {
  StartExecution: 'stateMachineArn name input traceHeader',
  StopExecution: 'executionArn error cause',
  RedriveExecution: 'executionArn clientToken',
  DescribeExecution: 'executionArn',
  GetExecutionHistory: 'executionArn maxResults reverseOrder nextToken includeExecutionData',
  DescribeMapRun: 'mapRunArn',
  ListMapRuns: 'executionArn maxResults nextToken',
  UpdateMapRun: 'mapRunArn maxConcurrency toleratedFailurePercentage toleratedFailureCount',
  ListExecutions: 'stateMachineArn statusFilter maxResults nextToken mapRunArn redriveFilter',
  ListStateMachines: 'maxResults nextToken',
  SendTaskSuccess: 'taskToken output',
  SendTaskFailure: 'taskToken error cause',
  SendTaskHeartbeat: 'taskToken',
  CreateStateMachine:
    'name definition roleArn type loggingConfiguration{level includeExecutionData ' +
    'destinations{cloudWatchLogsLogGroup{logGroupArn}}} tracingConfiguration{enabled} tags{key value} ' +
    'publish',
  UpdateStateMachine:
    'stateMachineArn definition roleArn loggingConfiguration{level includeExecutionData ' +
    'destinations{cloudWatchLogsLogGroup{logGroupArn}}} tracingConfiguration{enabled} publish',
  DeleteStateMachine: 'stateMachineArn',
  DescribeStateMachine: 'stateMachineArn includedData',
  DescribeStateMachineForExecution: 'executionArn includedData',
  TagResource: 'resourceArn tags{key value}',
  UntagResource: 'resourceArn tagKeys',
  ListTagsForResource: 'resourceArn',
  ValidateStateMachineDefinition: 'definition type severity maxResults',
  TestState:
    'definition roleArn input inspectionLevel variables stateName mock{result errorOutput{error cause} ' +
    'fieldValidationMode} context stateConfiguration{retrierRetryCount errorCausedByState ' +
    'mapIterationFailureCount mapItemReaderData}',
  StartMapRun: 'stateMachineArn',
  RedriveMapRun: 'executionArn',
};
