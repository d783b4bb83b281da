import { describe, expect, it } from 'vitest';
import { createAws } from '../../../simulation/aws.ts';
import type { Principal } from '../../../simulation/call.ts';
import { createVirtualClock } from '../../../simulation/clock/virtual-clock.ts';

const account = '111122223333';
const region = 'us-east-1';
const ruleArn = `arn:aws:events:${region}:${account}:rule/detect`;
const asRule: Principal = { kind: 'service', service: 'events.amazonaws.com', sourceArn: ruleArn };

const createSetting = () => {
  const clock = createVirtualClock();
  const onError = (error: unknown) => {
    throw error;
  };
  const aws = createAws({ clock, seed: 1, speed: 1, regions: [region], tell: () => undefined, onError });
  const addRole = (name: string, allowed: string[]): Principal => {
    const trust = {
      Statement: { Effect: 'Allow', Principal: { Service: 'x.amazonaws.com' }, Action: 'sts:AssumeRole' },
    };
    const document = { Statement: { Effect: 'Allow', Action: allowed, Resource: '*' } };
    const policies = allowed.length === 0 ? [] : [{ name: 'own', document }];
    return { kind: 'role', role: aws.identity.addRole({ name, trust, policies }), session: 'test' };
  };
  const ask = async (principal: Principal, what: string, input: Record<string, unknown>) => {
    const [service = '', operation = ''] = what.split(':');
    return await aws.world.dispatch({ service, operation, region, principal, requestId: 'r', input });
  };
  /** `accepted`, or why not. */
  const outcomeOf = async (asked: Promise<object>): Promise<string> => {
    try {
      await asked;
      return 'accepted';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  return { aws, clock, addRole, ask, outcomeOf };
};

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
