import { describe, expect, it } from 'vitest';
import type { Principal } from '../../src/call.ts';
import { account, asRule, createSetting, region, ruleArn } from './policy-setting.ts';

const noResource = 'because no resource-based policy allows the';
const noIdentity = 'because no identity-based policy allows the';
const deniedOn = 'with an explicit deny in a resource-based policy';

describe('the policy of a queue', () => {
  const allow = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage' };
  const deny = { Effect: 'Deny', Principal: '*', Action: 'sqs:*' };

  const setting = (statements: object[]) => {
    const made = createSetting();
    const { url, arn } = made.aws.sqs.createQueue({ name: 'letters', region });
    const Statement = statements.map((one) => ({ ...one, Resource: arn }));
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    if (statements.length > 0) made.aws.sqs.setQueueAttributes({ url, region }, { Policy });
    const send = (principal: Principal) =>
      made.outcomeOf(made.ask(principal, 'sqs:SendMessage', { QueueUrl: url, MessageBody: 'x' }));
    return { ...made, send };
  };

  it.each([
    { what: 'no statement', statements: [], answer: noResource },
    { what: 'a statement for the service', statements: [allow], answer: 'accepted' },
    {
      what: 'a statement for another rule',
      statements: [{ ...allow, Condition: { ArnEquals: { 'aws:SourceArn': `${ruleArn}-2` } } }],
      answer: noResource,
    },
    { what: 'a denial beside it', statements: [allow, deny], answer: deniedOn },
  ])('with $what, before a rule: $answer', async ({ statements, answer }) => {
    const { send } = setting(statements);
    expect(await send(asRule)).toContain(answer);
  });

  it.each([
    { what: 'no statement', allowed: ['sqs:SendMessage'], statements: [], answer: 'accepted' },
    { what: 'no statement', allowed: [], statements: [], answer: noIdentity },
    { what: 'a statement for everybody', allowed: [], statements: [{ ...allow, Principal: '*' }], answer: 'accepted' },
    { what: 'a denial', allowed: ['sqs:SendMessage'], statements: [deny], answer: deniedOn },
  ])('with $what, before a role that may $allowed: $answer', async ({ allowed, statements, answer }) => {
    const { send, addRole } = setting(statements);
    expect(await send(addRole('sender', allowed))).toContain(answer);
  });
});

describe('the policy of a topic', () => {
  const asAlarm: Principal = {
    kind: 'service',
    service: 'cloudwatch.amazonaws.com',
    sourceArn: `arn:aws:cloudwatch:${region}:${account}:alarm:a`,
  };
  const topic = `arn:aws:sns:${region}:${account}:notices`;
  const allow = {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sns:Publish',
    Resource: topic,
  };
  const forAccount = { ...allow, Condition: { StringEquals: { 'aws:SourceAccount': account } } };

  const setting = (statements?: object[]) => {
    const made = createSetting();
    made.aws.sns.createTopic({ name: 'notices', region });
    if (statements !== undefined) made.aws.sns.setTopicPolicy(topic, { Version: '2012-10-17', Statement: statements });
    const publish = (principal: Principal) =>
      made.outcomeOf(made.ask(principal, 'sns:Publish', { TopicArn: topic, Message: 'x' }));
    return { ...made, publish };
  };

  it.each<{ what: string; who: string; principal: Principal; statements?: object[]; answer: string }>([
    { what: 'that SNS gives it', who: 'an alarm', principal: asAlarm, answer: 'accepted' },
    { what: 'that SNS gives it', who: 'a rule', principal: asRule, answer: noResource },
    { what: 'for rules', who: 'a rule', principal: asRule, statements: [allow], answer: 'accepted' },
    {
      what: 'for rules of the account',
      who: 'a rule',
      principal: asRule,
      statements: [forAccount],
      answer: 'accepted',
    },
    { what: 'for rules', who: 'an alarm', principal: asAlarm, statements: [allow], answer: noResource },
  ])('$what, before $who: $answer', async ({ statements, principal, answer }) => {
    expect(await setting(statements).publish(principal)).toContain(answer);
  });

  it('that SNS gives it lets in no role that may not publish by its own policies', async () => {
    const { publish, addRole } = setting();
    expect(await publish(addRole('silent', []))).toContain(noIdentity);
    expect(await publish(addRole('teller', ['sns:Publish']))).toBe('accepted');
  });

  it('is read and changed as an attribute, and a wrong one is refused', async () => {
    const { ask, outcomeOf, publish } = setting();
    const operator: Principal = { kind: 'operator', name: 'ada' };
    const read = await ask(operator, 'sns:GetTopicAttributes', { TopicArn: topic });
    expect(read).toMatchObject({ Attributes: { Policy: expect.stringContaining('"AWS:SourceOwner":"111122223333"') } });
    const set = (AttributeValue: string) =>
      outcomeOf(ask(operator, 'sns:SetTopicAttributes', { TopicArn: topic, AttributeName: 'Policy', AttributeValue }));
    expect(await set(JSON.stringify({ Statement: [allow] }))).toBe('accepted');
    expect(await publish(asRule)).toBe('accepted');
    expect(await set('{')).toContain('Invalid parameter: Policy Error');
    expect(
      await outcomeOf(ask(operator, 'sns:SetTopicAttributes', { TopicArn: topic, AttributeName: 'FifoTopic' })),
    ).toBe('NotSimulated: sns:SetTopicAttributes with the attribute FifoTopic');
  });
});
