import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  GetExecutionHistoryCommand,
  ListMapRunsCommand,
  RedriveExecutionCommand,
  SFNClient,
  StartExecutionCommand,
  UpdateMapRunCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, expect, it } from 'vitest';
import { createAws, operatorKey } from '../../src/aws.ts';
import { createRealClock } from '../../src/clock/real-clock.ts';

const region = 'us-west-2';
const account = '111122223333';
const stateMachineArn = `arn:aws:states:${region}:${account}:stateMachine:m`;
const executionArn = `arn:aws:states:${region}:${account}:execution:m:one`;

const allowed = (more: readonly object[]) => [
  { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/items' },
  { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::data/results/*' },
  { Effect: 'Allow', Action: 'states:StartExecution', Resource: stateMachineArn },
  ...more,
];

const mayRedrive = {
  Effect: 'Allow',
  Action: 'states:RedriveExecution',
  Resource: `arn:aws:states:${region}:${account}:execution:m/items:*`,
};

const s3 = (action: string) => `arn:aws:states:::s3:${action}`;

/** Of the numbers in data/items one is negative, and fails. */
const definition = {
  QueryLanguage: 'JSONata',
  StartAt: 'M',
  States: {
    M: {
      Type: 'Map',
      Label: 'items',
      ItemReader: {
        Resource: s3('getObject'),
        ReaderConfig: { InputType: 'JSON' },
        Arguments: { Bucket: 'data', Key: 'items' },
      },
      ResultWriter: { Resource: s3('putObject'), Arguments: { Bucket: 'data', Prefix: 'results' } },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'C',
        States: {
          C: { Type: 'Choice', Choices: [{ Condition: '{% $states.input < 0 %}', Next: 'F' }], Default: 'S' },
          F: { Type: 'Fail', Error: 'Negative' },
          S: { Type: 'Succeed' },
        },
      },
      End: true,
    },
  },
};

const open = async (more: readonly object[]) => {
  const clock = createRealClock();
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const aws = createAws({ clock, seed: 1, speed: 1000, regions: [region], tell: () => undefined, onError });
  const endpoint = `http://127.0.0.1:${await aws.wire.listen(0)}`;
  const credentials = { accessKeyId: operatorKey, secretAccessKey: 'any' };
  const trust = {
    Statement: { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' },
  };
  const policies = [{ name: 'own', document: { Statement: allowed(more) } }];
  const roleArn = aws.identity.addRole({ name: 'machine', trust, policies });
  aws.s3.addBucket({ name: 'data', region, publicRead: false });
  const principal = { kind: 'operator', name: 'tester' } as const;
  const input = { Bucket: 'data', Key: 'items', Body: Buffer.from('[1,-1,2]') };
  await aws.world.dispatch({ service: 's3', operation: 'PutObject', region, principal, requestId: '1', input });
  aws.stepFunctions.createStateMachine({ name: 'm', arn: stateMachineArn, region, roleArn, definition });
  const close = async () => {
    await aws.close();
    clock.stop();
  };
  return { aws, errors, sfn: new SFNClient({ region, endpoint, credentials, maxAttempts: 1 }), close };
};

let opened: Awaited<ReturnType<typeof open>> | undefined;
afterEach(async () => await opened?.close());

const failed = async (more: readonly object[]) => {
  opened = await open(more);
  await opened.sfn.send(new StartExecutionCommand({ stateMachineArn, name: 'one' }));
  await opened.aws.stepFunctions.executionOf(executionArn)?.ended;
  return opened;
};

it('the client of Step Functions describes and redrives a Map Run that IAM lets read, write and start', async () => {
  const { aws, sfn, errors } = await failed([mayRedrive]);
  const { mapRuns = [] } = await sfn.send(new ListMapRunsCommand({ executionArn }));
  const mapRunArn = mapRuns[0]?.mapRunArn;
  const run = await sfn.send(new DescribeMapRunCommand({ mapRunArn }));
  expect(run).toMatchObject({
    status: 'FAILED',
    startDate: expect.any(Date),
    itemCounts: { total: 3, failed: 1, resultsWritten: 3 },
  });
  const { redriveDate } = await sfn.send(new RedriveExecutionCommand({ executionArn }));
  await aws.stepFunctions.executionOf(executionArn)?.ended;
  const described = await sfn.send(new DescribeExecutionCommand({ executionArn }));
  expect(described).toMatchObject({ error: 'States.ExceedToleratedFailureThreshold', redriveCount: 1, redriveDate });
  const { events } = await sfn.send(new GetExecutionHistoryCommand({ executionArn, reverseOrder: true }));
  expect(events?.find(({ type }) => type === 'MapRunRedriven')).toMatchObject({
    mapRunRedrivenEventDetails: { mapRunArn, redriveCount: 1 },
  });
  expect(errors).toEqual([]);
});

it('the client knows the errors of redrives and Map Runs by name', async () => {
  const { aws, sfn } = await failed([]);
  await sfn.send(new RedriveExecutionCommand({ executionArn }));
  await aws.stepFunctions.executionOf(executionArn)?.ended;
  const described = await sfn.send(new DescribeExecutionCommand({ executionArn }));
  expect(described.cause).toMatch(/not authorized to perform: states:RedriveExecution/);
  const { mapRuns = [] } = await sfn.send(new ListMapRunsCommand({ executionArn }));
  const ended = sfn.send(new UpdateMapRunCommand({ mapRunArn: mapRuns[0]?.mapRunArn, maxConcurrency: 1 }));
  await expect(ended).rejects.toMatchObject({ name: 'ValidationException' });
  const unknown = sfn.send(new DescribeMapRunCommand({ mapRunArn: `${executionArn}-none` }));
  await expect(unknown).rejects.toMatchObject({ name: 'ResourceNotFound' });
  const child = aws.stepFunctions.executions().find(({ mapRunArn }) => mapRunArn !== undefined);
  const alone = sfn.send(new RedriveExecutionCommand({ executionArn: child?.arn }));
  await expect(alone).rejects.toMatchObject({
    name: 'ValidationException',
    reason: 'API_DOES_NOT_SUPPORT_LABELED_ARNS',
  });
});
