import { describe, expect, it } from 'vitest';
import { AwsFault } from '../../../simulation/call.ts';
import { createMachineRoom, machine } from './machine-room.ts';

const task = (resource: string, args: Record<string, string | number | string[] | Record<string, string>>) =>
  machine({ T: { Type: 'Task', Resource: `arn:aws:states:::${resource}`, Arguments: args, End: true } });

describe('sns:publish', () => {
  it('sends a Message that is not text as JSON', async () => {
    const room = createMachineRoom();
    room.others.set('sns:Publish', () => ({ MessageId: 'm-1' }));
    const execution = await room.run(task('sns:publish', { TopicArn: 't', Message: { a: 'b' } }));
    expect(execution.output?.value).toMatchObject({ MessageId: 'm-1' });
    expect(room.calls[0]?.input).toEqual({ TopicArn: 't', Message: '{"a":"b"}' });
  });

  it('fails under the name of the service', async () => {
    const room = createMachineRoom();
    room.others.set('sns:Publish', () => {
      throw new AwsFault('NotFoundException', 'no topic', { status: 404 });
    });
    expect((await room.run(task('sns:publish', { TopicArn: 't', Message: 'm' }))).error).toBe('SNS.NotFoundException');
  });
});

describe('aws-sdk integrations', () => {
  it('call the operation with the parameters as they are, and give dates as text', async () => {
    const room = createMachineRoom();
    room.others.set('rds:DescribeDBInstances', () => ({ DBInstances: [{ InstanceCreateTime: new Date(0) }] }));
    const execution = await room.run(task('aws-sdk:rds:describeDBInstances', { DBInstanceIdentifier: 'x' }));
    expect(room.calls[0]?.input).toEqual({ DBInstanceIdentifier: 'x' });
    expect(execution.output?.value).toEqual({ DBInstances: [{ InstanceCreateTime: '1970-01-01T00:00:00.000Z' }] });
  });

  it('write members with a capital where the service itself does not', async () => {
    const room = createMachineRoom();
    room.others.set('ecs:DescribeServices', ({ input }) => ({ services: [{ runningCount: 2, input }] }));
    const execution = await room.run(task('aws-sdk:ecs:describeServices', { Cluster: 'c', Services: ['s'] }));
    expect(execution.output?.value).toEqual({
      Services: [{ RunningCount: 2, Input: { Cluster: 'c', Services: ['s'] } }],
    });
    expect(room.calls[0]?.input).toEqual({ cluster: 'c', services: ['s'] });
  });

  it.each([
    { code: 'DBInstanceNotFoundFault', error: 'Rds.DbInstanceNotFoundException' },
    { code: 'InvalidDBInstanceStateFault', error: 'Rds.InvalidDbInstanceStateException' },
    { code: 'AccessDenied', error: 'Rds.RdsException' },
  ])('name $code as the Java SDK does, $error', async ({ code, error }) => {
    const room = createMachineRoom();
    room.others.set('rds:PromoteReadReplica', () => {
      throw new AwsFault(code, 'no');
    });
    const execution = await room.run(task('aws-sdk:rds:promoteReadReplica', { DBInstanceIdentifier: 'x' }));
    expect(execution.error).toBe(error);
  });

  it('refuse a service that they do not know, by its name', async () => {
    const execution = await createMachineRoom().run(task('aws-sdk:polly:listLexicons', {}));
    expect(execution).toMatchObject({ error: 'NotSimulated', cause: expect.stringContaining('aws-sdk:polly') });
  });
});
