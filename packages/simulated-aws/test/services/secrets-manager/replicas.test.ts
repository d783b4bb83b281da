import { describe, expect, it } from 'vitest';
import { createAws } from '../../../src/aws.ts';
import type { AwsFault } from '../../../src/call.ts';
import { createVirtualClock } from '../../../src/clock/virtual-clock.ts';
import { operate } from '../../../src/operate.ts';

const home = 'us-west-2';
const away = 'us-east-1';
const SecretId = 'app/database';
const ofReplica = "Operation not permitted on a replica secret. Call must be made in primary secret's region.";

const setUp = async () => {
  const clock = createVirtualClock();
  const aws = createAws({ clock, regions: [home, away] });
  const ask = (region: string, operation: string, input: Record<string, unknown> = {}) =>
    operate(aws, { service: 'secretsmanager', region, operation, input: { SecretId, ...input } });
  const refusalOf = (asked: Promise<unknown>): Promise<Pick<AwsFault, 'code' | 'message'>> =>
    asked.then(
      () => Promise.reject(new Error('accepted')),
      ({ code, message }) => ({ code, message }),
    );
  const { arn } = aws.secretsManager.addSecret({ region: home, name: SecretId, value: 'one', tags: { a: 'b' } });
  const replicate = (more: Record<string, unknown> = {}) =>
    ask(home, 'ReplicateSecretToRegions', { AddReplicaRegions: [{ Region: away }], ...more });
  const valueIn = async (region: string) => (await ask(region, 'GetSecretValue')).SecretString;
  return { aws, clock, ask, refusalOf, arn, replicate, valueIn };
};

describe('a replica', () => {
  it('has the ARN of its primary but for the Region, its value and its tags, a moment later', async () => {
    const { ask, arn, replicate, valueIn, clock } = await setUp();
    expect(await replicate()).toMatchObject({ ARN: arn, ReplicationStatus: [{ Region: away, Status: 'InProgress' }] });
    await clock.advance(1000);
    expect(await valueIn(away)).toBe('one');
    expect(await ask(away, 'DescribeSecret')).toMatchObject({
      ARN: arn.replace(home, away),
      PrimaryRegion: home,
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    expect(await ask(home, 'DescribeSecret')).toMatchObject({
      PrimaryRegion: home,
      ReplicationStatus: [{ Region: away, Status: 'InSync', KmsKeyId: 'alias/aws/secretsmanager' }],
    });
  });

  it('follows each change of its primary', async () => {
    const { ask, replicate, valueIn, clock } = await setUp();
    await replicate();
    await clock.advance(1000);
    await ask(home, 'PutSecretValue', { SecretString: 'two' });
    await ask(home, 'TagResource', { Tags: [{ Key: 'c', Value: 'd' }] });
    expect(await valueIn(away)).toBe('one');
    await clock.advance(1000);
    expect(await valueIn(away)).toBe('two');
    const previous = await ask(away, 'GetSecretValue', { VersionStage: 'AWSPREVIOUS' });
    expect(previous).toMatchObject({ SecretString: 'one' });
    expect((await ask(away, 'DescribeSecret')).Tags).toContainEqual({ Key: 'c', Value: 'd' });
  });

  it('stays as it was while either Region is cut off, and catches up after that', async () => {
    const { aws, ask, replicate, valueIn, clock } = await setUp();
    await replicate();
    await clock.advance(1000);
    await ask(home, 'PutSecretValue', { SecretString: 'two' });
    aws.network.cut(home);
    await clock.advance(600_000);
    expect(await valueIn(away)).toBe('one');
    aws.network.heal(home);
    await clock.advance(30_000);
    expect(await valueIn(away)).toBe('two');
  });

  it.each([
    { operation: 'PutSecretValue', input: { SecretString: 'x' } },
    { operation: 'UpdateSecret', input: { SecretString: 'x' } },
    { operation: 'UpdateSecret', input: { Description: 'x' } },
    { operation: 'TagResource', input: { Tags: [{ Key: 'x', Value: 'y' }] } },
    { operation: 'UntagResource', input: { TagKeys: ['a'] } },
    { operation: 'DeleteSecret', input: {} },
    { operation: 'DeleteSecret', input: { ForceDeleteWithoutRecovery: true } },
    { operation: 'RestoreSecret', input: {} },
    { operation: 'ReplicateSecretToRegions', input: { AddReplicaRegions: [{ Region: 'eu-west-1' }] } },
    { operation: 'RemoveRegionsFromReplication', input: { RemoveReplicaRegions: [away] } },
  ])('is not changed by $operation of $input', async ({ operation, input }) => {
    const { ask, refusalOf, replicate, valueIn, clock } = await setUp();
    await replicate();
    await clock.advance(1000);
    const before = await ask(away, 'DescribeSecret');
    const refusal = await refusalOf(ask(away, operation, input));
    expect(refusal).toEqual({ code: 'InvalidParameterException', message: ofReplica });
    expect(await ask(away, 'DescribeSecret')).toEqual(before);
    expect(await valueIn(away)).toBe('one');
  });

  it('may have another key than its primary', async () => {
    const { aws, ask, replicate, clock } = await setUp();
    await replicate();
    await clock.advance(1000);
    const KmsKeyId = aws.kms.createKey({ region: away });
    await ask(away, 'UpdateSecret', { KmsKeyId });
    expect(await ask(away, 'DescribeSecret')).toMatchObject({ KmsKeyId, PrimaryRegion: home });
  });

  it('is a secret of its own once its replication is stopped, though its primary cannot be reached', async () => {
    const { aws, ask, refusalOf, replicate, valueIn, clock, arn } = await setUp();
    await replicate();
    await clock.advance(1000);
    aws.network.cut(home);
    expect(await ask(away, 'StopReplicationToReplica')).toEqual({ ARN: arn.replace(home, away) });
    await ask(away, 'PutSecretValue', { SecretString: 'mine' });
    aws.network.heal(home);
    await ask(home, 'PutSecretValue', { SecretString: 'theirs' });
    await clock.advance(60_000);
    expect([await valueIn(away), await valueIn(home)]).toEqual(['mine', 'theirs']);
    for (const region of [home, away]) expect(await ask(region, 'DescribeSecret')).not.toHaveProperty('PrimaryRegion');
    const again = await refusalOf(ask(away, 'StopReplicationToReplica'));
    expect(again.code).toBe('InvalidParameterException');
  });
});

describe('a secret with replicas', () => {
  it('is not deleted before them', async () => {
    const { ask, arn, refusalOf, replicate, clock } = await setUp();
    await replicate();
    await clock.advance(1000);
    for (const input of [{}, { ForceDeleteWithoutRecovery: true }])
      expect(await refusalOf(ask(home, 'DeleteSecret', input))).toEqual({
        code: 'InvalidParameterException',
        message: `You can't delete secret ${arn} that still has replica regions [${away}].`,
      });
    expect(await ask(home, 'RemoveRegionsFromReplication', { RemoveReplicaRegions: [away] })).toEqual({ ARN: arn });
    expect((await refusalOf(ask(away, 'DescribeSecret'))).code).toBe('ResourceNotFoundException');
    await ask(home, 'DeleteSecret');
  });

  it('takes the name of another one in the Region of the replica by force alone', async () => {
    const { aws, replicate, valueIn, clock } = await setUp();
    aws.secretsManager.addSecret({ region: away, name: SecretId, value: 'other' });
    expect(await replicate()).toMatchObject({ ReplicationStatus: [{ Region: away, Status: 'Failed' }] });
    await clock.advance(60_000);
    expect(await valueIn(away)).toBe('other');
    await replicate({ ForceOverwriteReplicaSecret: true });
    await clock.advance(1000);
    expect(await valueIn(away)).toBe('one');
  });

  it('has none beside itself', async () => {
    const { replicate, refusalOf } = await setUp();
    const refusal = await refusalOf(replicate({ AddReplicaRegions: [{ Region: home }] }));
    expect(refusal.code).toBe('InvalidParameterException');
  });

  it('may have them from its birth', async () => {
    const { ask, clock } = await setUp();
    const input = { SecretId: undefined, Name: 'new', SecretString: 'v', AddReplicaRegions: [{ Region: away }] };
    expect(await ask(home, 'CreateSecret', input)).toMatchObject({ ReplicationStatus: [{ Region: away }] });
    await clock.advance(1000);
    expect(await ask(away, 'GetSecretValue', { SecretId: 'new' })).toMatchObject({ SecretString: 'v' });
  });
});
