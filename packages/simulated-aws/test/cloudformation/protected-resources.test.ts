import { describe, expect, it } from 'vitest';
import type { Principal } from '../../src/call.ts';
import { deployTemplate } from '../../src/cloudformation/deploy-template.ts';
import { account, createSetting, region } from '../services/policy-setting.ts';

const root = {
  Effect: 'Allow',
  Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::$' + '{AWS::AccountId}:root' } },
  Action: 'kms:*',
  Resource: '*',
};
const alarms = {
  Effect: 'Allow',
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
  Resource: '*',
  Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
};

const deployed = async (Resources: Record<string, unknown>) => {
  const setting = createSetting();
  const { aws } = setting;
  const stack = await deployTemplate(aws, { region, stackName: 'stack', template: { Resources } });
  const idOf = (name: string): string => stack.resources.get(name)?.physicalId ?? '';
  return { ...setting, stack, idOf };
};

const asAlarm: Principal = {
  kind: 'service',
  service: 'cloudwatch.amazonaws.com',
  sourceArn: `arn:aws:cloudwatch:${region}:${account}:alarm:a`,
};

describe('a topic under a key of the stack', () => {
  const topicUnder = (...Statement: object[]) =>
    deployed({
      Key: {
        Type: 'AWS::KMS::Key',
        Properties: { EnableKeyRotation: true, KeyPolicy: { Version: '2012-10-17', Statement } },
      },
      Topic: {
        Type: 'AWS::SNS::Topic',
        Properties: { TopicName: 'notices', KmsMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } },
      },
    });
  const publish = async (made: Awaited<ReturnType<typeof topicUnder>>, principal: Principal) => {
    const input = { TopicArn: made.idOf('Topic'), Message: 'hello' };
    return await made.clock.runUntil(made.outcomeOf(made.ask(principal, 'sns:Publish', input)));
  };

  it('is told by alarms only when the key lets them', async () => {
    expect(await publish(await topicUnder(root, alarms), asAlarm)).toBe('accepted');
    expect(await publish(await topicUnder(root), asAlarm)).toContain(
      'is not authorized to perform: kms:GenerateDataKey',
    );
  });

  it.each([
    { actions: ['sns:Publish', 'kms:GenerateDataKey', 'kms:Decrypt'], answer: 'accepted' },
    { actions: ['sns:Publish', 'kms:GenerateDataKey'], answer: 'perform: kms:Decrypt' },
    { actions: ['sns:Publish'], answer: 'perform: kms:GenerateDataKey' },
    { actions: ['kms:GenerateDataKey', 'kms:Decrypt'], answer: 'perform: SNS:Publish' },
  ])('is told by a role that may $actions: $answer', async ({ actions, answer }) => {
    const made = await topicUnder(root, alarms);
    expect((await publish(made, made.addRole('teller', actions))).toLowerCase()).toContain(answer.toLowerCase());
  });
});

it('an alarm cannot tell a topic under the key that AWS keeps for SNS', async () => {
  const properties = { TopicName: 'notices', KmsMasterKeyId: 'alias/aws/sns' };
  const made = await deployed({ Topic: { Type: 'AWS::SNS::Topic', Properties: properties } });
  const asked = made.ask(asAlarm, 'sns:Publish', { TopicArn: made.idOf('Topic'), Message: 'hello' });
  expect(await made.clock.runUntil(made.outcomeOf(asked))).toContain('is not authorized to perform: kms:');
});

describe('a policy that stands by itself', () => {
  const policy = (name: string, Action: string) => ({
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: {
      ManagedPolicyName: name,
      PolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource: '*' } },
    },
  });

  it('has an ARN and its statements, for whomever it is attached to', async () => {
    const { aws, idOf } = await deployed({ Hold: policy('hold', 'sqs:SendMessage') });
    expect(idOf('Hold')).toBe(`arn:aws:iam::${account}:policy/hold`);
    expect(aws.identity.managedPolicies().get(idOf('Hold'))).toMatchObject([{ Action: ['sqs:SendMessage'] }]);
  });

  it('is made once by one name, and is not longer than IAM takes', async () => {
    const twice = { One: policy('hold', 'sqs:SendMessage'), Two: policy('hold', 'sqs:SendMessage') };
    await expect(deployed(twice)).rejects.toMatchObject({ code: 'EntityAlreadyExistsException' });
    await expect(deployed({ One: policy('long', `sqs:${'x'.repeat(6200)}`) })).rejects.toMatchObject({
      code: 'LimitExceededException',
    });
  });
});

describe('a bucket that is made with a lock', () => {
  const versions = { VersioningConfiguration: { Status: 'Enabled' } };
  const lock = (DefaultRetention: object) => ({
    ObjectLockEnabled: true,
    ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention } },
  });
  const bucket = (properties: object) => deployed({ Records: { Type: 'AWS::S3::Bucket', Properties: properties } });

  it('locks what is written into it', async () => {
    const { aws, clock, ask, idOf } = await bucket({ ...versions, ...lock({ Mode: 'COMPLIANCE', Days: 3 }) });
    const operator = { kind: 'operator', name: 'o' } as const;
    const configuration = ask(operator, 's3:GetObjectLockConfiguration', { Bucket: idOf('Records') });
    expect(await clock.runUntil(configuration)).toMatchObject({
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 3 } } },
    });
    expect(aws.s3.objectsOf(idOf('Records'))).toEqual([]);
  });

  it.each([
    { what: 'years', properties: { ...versions, ...lock({ Mode: 'COMPLIANCE', Years: 1 }) }, says: /Years|Days/ },
    { what: 'no versions', properties: lock({ Mode: 'COMPLIANCE', Days: 1 }), says: /keeps versions/ },
    { what: 'no default', properties: { ...versions, ObjectLockEnabled: true }, says: /NotSimulated/ },
  ])('is refused with $what', async ({ properties, says }) => {
    await expect(bucket(properties)).rejects.toThrow(says);
  });
});
