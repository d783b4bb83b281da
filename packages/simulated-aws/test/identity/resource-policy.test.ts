import { describe, expect, it } from 'vitest';
import type { Call, Principal } from '../../src/call.ts';
import { createIdentity } from '../../src/identity/identity.ts';
import { parseResourcePolicy } from '../../src/identity/policy.ts';
import { createRandom } from '../../src/random.ts';

const account = '111122223333';
const topic = `arn:aws:sns:us-east-1:${account}:notices`;
const rule = `arn:aws:events:us-east-1:${account}:rule/detect`;
const role = `arn:aws:iam::${account}:role/teller`;
const session = `arn:aws:sts::${account}:assumed-role/teller/tell`;
const root = `arn:aws:iam::${account}:root`;
const action = 'sns:Publish';

const asRole: Principal = { kind: 'role', role, session: 'tell' };
const asRule: Principal = { kind: 'service', service: 'events.amazonaws.com', sourceArn: rule };

type Setting = Readonly<{ own?: object[]; on?: object[] | undefined; principal?: Principal; isDecisive?: boolean }>;

/** `allowed`, or the message of the denial. */
const ask = ({ own = [], on, principal = asRole, isDecisive = false }: Setting) => {
  const whole = (statements: object[]) =>
    statements.map((one) => ({ Effect: 'Allow', Action: action, Resource: topic, ...one }));
  const policy =
    on === undefined || on.length === 0
      ? []
      : parseResourcePolicy({ Version: '2012-10-17', Statement: whole(on) }, 'on');
  const identity = createIdentity({
    account,
    random: createRandom(1),
    policyOn: () => (on === undefined ? undefined : { statements: policy, isDecisive }),
  });
  const trust = {
    Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
  };
  const policies =
    own.length === 0 ? [] : [{ name: 'own', document: { Version: '2012-10-17', Statement: whole(own) } }];
  identity.addRole({ name: 'teller', trust, policies });
  const call: Call = {
    service: 'sns',
    operation: 'Publish',
    region: 'us-east-1',
    principal,
    requestId: 'r',
    input: {},
  };
  try {
    identity.authorise(call, action, [topic]);
    return 'allowed';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

const noIdentity = `because no identity-based policy allows the ${action} action`;
const noResource = `because no resource-based policy allows the ${action} action`;
const deniedByOwn = 'with an explicit deny in an identity-based policy';
const deniedOn = 'with an explicit deny in a resource-based policy';

const toRole = { Principal: { AWS: role } };
const toRoot = { Principal: { AWS: root } };
const toEvents = { Principal: { Service: 'events.amazonaws.com' } };
const denial = { Effect: 'Deny' };

describe('a role of the account', () => {
  it.each<{ what: string; own?: object[]; on?: object[]; answer: string }>([
    { what: 'allowed by its own policies', own: [{}], on: [], answer: 'allowed' },
    { what: 'allowed by neither', on: [], answer: noIdentity },
    { what: 'allowed by the resource alone', on: [toRole], answer: 'allowed' },
    { what: 'whose session the resource allows', on: [{ Principal: { AWS: session } }], answer: 'allowed' },
    { what: 'like everybody allowed by the resource', on: [{ Principal: '*' }], answer: 'allowed' },
    { what: 'whose account the resource allows', on: [toRoot], answer: noIdentity },
    { what: 'whose account and whose own policies allow', own: [{}], on: [toRoot], answer: 'allowed' },
    { what: 'beside another role', on: [{ Principal: { AWS: `${role}-2` } }], answer: noIdentity },
    { what: 'denied by its own policies', own: [denial], on: [toRole], answer: deniedByOwn },
    { what: 'denied by the resource', own: [{}], on: [{ ...toRole, ...denial }], answer: deniedOn },
    { what: 'whose account the resource denies', own: [{}], on: [{ ...toRoot, ...denial }], answer: deniedOn },
    {
      what: 'denied where it comes without TLS',
      own: [{}],
      on: [{ Principal: '*', ...denial, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
      answer: 'allowed',
    },
    {
      what: 'denied all that is not publishing',
      own: [{}],
      on: [{ Principal: '*', ...denial, Action: undefined, NotAction: action }],
      answer: 'allowed',
    },
  ])('$what: $answer', ({ answer, ...setting }) => {
    const message = ask(setting);
    if (answer === 'allowed') expect(message).toBe('allowed');
    else
      expect(message).toBe(`User: ${session} is not authorized to perform: ${action} on resource: ${topic} ${answer}`);
  });

  it.each<{ what: string; own?: object[]; on: object[]; answer: string }>([
    { what: 'allowed by its own policies alone', own: [{}], on: [], answer: noResource },
    { what: 'allowed by the key', on: [toRole], answer: 'allowed' },
    { what: 'whose account the key allows', on: [toRoot], answer: noIdentity },
    { what: 'whose account the key allows, and its own policies', own: [{}], on: [toRoot], answer: 'allowed' },
    { what: 'denied by its own policies', own: [denial], on: [toRole], answer: deniedByOwn },
  ])('before a policy that decides, $what: $answer', ({ answer, ...setting }) => {
    expect(ask({ ...setting, isDecisive: true })).toContain(answer);
  });
});

describe('a service of AWS', () => {
  const from = (Condition: object) => [{ ...toEvents, Condition }];
  it.each<{ what: string; on?: object[] | undefined; answer: string }>([
    { what: 'and a resource that has no policies', on: undefined, answer: 'allowed' },
    { what: 'and an empty policy', on: [], answer: noResource },
    { what: 'that is named', on: [toEvents], answer: 'allowed' },
    { what: 'beside another service', on: [{ Principal: { Service: 's3.amazonaws.com' } }], answer: noResource },
    { what: 'for the account', on: [toRoot], answer: noResource },
    { what: 'for another action', on: [{ ...toEvents, Action: 'sns:Subscribe' }], answer: noResource },
    { what: 'for another topic', on: [{ ...toEvents, Resource: `${topic}-2` }], answer: noResource },
    { what: 'for its rule', on: from({ ArnEquals: { 'aws:SourceArn': rule } }), answer: 'allowed' },
    { what: 'for another rule', on: from({ ArnEquals: { 'aws:SourceArn': `${rule}-2` } }), answer: noResource },
    { what: 'for its account', on: from({ StringEquals: { 'aws:SourceAccount': account } }), answer: 'allowed' },
    { what: 'for another account', on: from({ StringEquals: { 'aws:SourceAccount': '1' } }), answer: noResource },
    { what: 'that is denied', on: [toEvents, { ...toEvents, ...denial }], answer: deniedOn },
    {
      what: 'with a denial for callers that are no services',
      on: [toEvents, { Principal: '*', ...denial, Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } } }],
      answer: 'allowed',
    },
  ])('$what: $answer', ({ on, answer }) => {
    expect(ask({ on, principal: asRule })).toContain(answer);
  });

  it('is denied by its name', () => {
    expect(ask({ on: [], principal: asRule })).toBe(
      `User: events.amazonaws.com is not authorized to perform: ${action} on resource: ${topic} ${noResource}`,
    );
  });
});
