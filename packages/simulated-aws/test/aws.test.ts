import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterEach, describe, expect, it } from 'vitest';
import { createAws } from '../src/aws.ts';
import { createVirtualClock } from '../src/clock/virtual-clock.ts';

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const openAws = async () => {
  const aws = createAws({ clock: createVirtualClock() });
  closers.push(aws.close);
  return { aws, opened: await aws.open() };
};

describe('an AWS that is made with a clock alone', () => {
  it('answers a client of the SDK in each of its Regions', async () => {
    const { opened } = await openAws();
    const topics = await Promise.all(
      ['us-east-1', 'us-west-2'].map(async (region) => {
        const client = new SNSClient({ region, ...opened });
        closers.push(() => client.destroy());
        await client.send(new CreateTopicCommand({ Name: region }));
        return (await client.send(new ListTopicsCommand())).Topics;
      }),
    );
    expect(topics).toEqual([
      [{ TopicArn: 'arn:aws:sns:us-east-1:111122223333:us-east-1' }],
      [{ TopicArn: 'arn:aws:sns:us-west-2:111122223333:us-west-2' }],
    ]);
  });

  it('is as good for a client of S3', async () => {
    const { opened } = await openAws();
    const client = new S3Client({ region: 'us-east-1', ...opened });
    closers.push(() => client.destroy());
    expect((await client.send(new ListBucketsCommand())).Buckets).toEqual([]);
  });

  it('gives the same ids each time', () => {
    const ids = [1, 2].map(() => createAws({ clock: createVirtualClock() }).world.random.uuid());
    expect(ids[0]).toBe(ids[1]);
  });

  it('closes every service that goes on by itself, callers before those they call', async () => {
    const aws = createAws({ clock: createVirtualClock() });
    const States = { Wait: { Type: 'Wait', Seconds: 60, End: true } };
    const definition = JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'Wait', States });
    const arn = 'arn:aws:states:us-east-1:111122223333:stateMachine:m';
    const roleArn = aws.identity.addRole({ name: 'm', trust: { Statement: [] }, policies: [] });
    aws.stepFunctions.createStateMachine({ name: 'm', arn, region: 'us-east-1', roleArn, definition });
    const call = { service: 'states', operation: 'StartExecution', region: 'us-east-1', requestId: '1' };
    const principal = { kind: 'operator', name: 'tester' } as const;
    await aws.world.dispatch({ ...call, principal, input: { stateMachineArn: arn } });
    await aws.close();
    expect(aws.stepFunctions.executions().map(({ status }) => status)).toEqual(['ABORTED']);
  });
});
