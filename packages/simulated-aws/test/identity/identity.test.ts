import { expect, it } from 'vitest';
import type { Call } from '../../src/call.ts';
import { createIdentity } from '../../src/identity/identity.ts';
import { createRandom } from '../../src/random.ts';

const account = '111122223333';
const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const replica = `arn:aws:rds:us-east-1:${account}:db:orders-replica`;
const other = `arn:aws:rds:us-east-1:${account}:db:billing`;

const identityWith = (...statements: object[]) => {
  const identity = createIdentity({
    account,
    random: createRandom(1),
    conditionKeys: () => ({ 'rds:databaseengine': ['postgres'] }),
  });
  const policies = [{ name: 'own', document: { Version: '2012-10-17', Statement: statements } }];
  return { ...identity, role: identity.addRole({ name: 'promote', trust, policies }) };
};

const callOf = (role: string, service = 'rds'): Call => ({
  service,
  operation: 'PromoteReadReplica',
  region: 'us-east-1',
  principal: { kind: 'role', role, session: 'promote-replica' },
  requestId: 'r-1',
  input: {},
});

const promote = 'rds:PromoteReadReplica';
const allow = { Effect: 'Allow', Action: promote, Resource: replica };

const outcome = (statements: object[], action: string, resources: string[]) => {
  const identity = identityWith(...statements);
  try {
    identity.authorise(callOf(identity.role), action, resources);
    return 'allowed';
  } catch (error) {
    return error instanceof Error && /explicit deny/.test(error.message) ? 'explicit' : 'implicit';
  }
};

it.each([
  { title: 'no statement', statements: [], expected: 'implicit' },
  { title: 'action and resource named', statements: [allow], expected: 'allowed' },
  {
    title: 'action in other letters',
    statements: [{ ...allow, Action: 'RDS:promotereadreplica' }],
    expected: 'allowed',
  },
  { title: 'action by wildcard', statements: [{ ...allow, Action: ['rds:Promote*'] }], expected: 'allowed' },
  { title: 'another action', statements: [{ ...allow, Action: 'rds:RebootDBInstance' }], expected: 'implicit' },
  { title: 'another resource', statements: [{ ...allow, Resource: other }], expected: 'implicit' },
  {
    title: 'all but another action',
    statements: [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }],
    expected: 'allowed',
  },
  {
    title: 'all but this action',
    statements: [{ Effect: 'Allow', NotAction: 'rds:*', Resource: '*' }],
    expected: 'implicit',
  },
  {
    title: 'all but another resource',
    statements: [{ Effect: 'Allow', Action: '*', NotResource: other }],
    expected: 'allowed',
  },
  {
    title: 'all but this resource',
    statements: [{ Effect: 'Allow', Action: '*', NotResource: replica }],
    expected: 'implicit',
  },
  { title: 'a denial after it', statements: [allow, { ...allow, Effect: 'Deny' }], expected: 'explicit' },
  {
    title: 'a denial before it',
    statements: [{ ...allow, Effect: 'Deny', Resource: '*' }, allow],
    expected: 'explicit',
  },
  {
    title: 'the Region wanted',
    statements: [{ ...allow, Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } } }],
    expected: 'allowed',
  },
  {
    title: 'another Region wanted',
    statements: [{ ...allow, Condition: { StringEquals: { 'aws:RequestedRegion': 'us-west-2' } } }],
    expected: 'implicit',
  },
  {
    title: 'a key of the service wanted',
    statements: [{ ...allow, Condition: { StringEquals: { 'rds:DatabaseEngine': 'postgres' } } }],
    expected: 'allowed',
  },
  {
    title: 'a denial whose condition does not hold',
    statements: [allow, { ...allow, Effect: 'Deny', Condition: { Bool: { 'aws:SourceAccount': 'x' } } }],
    expected: 'allowed',
  },
])('answers $expected with $title', ({ statements, expected }) => {
  expect(outcome(statements, promote, [replica])).toBe(expected);
});

it('wants every resource of a call to be allowed', () => {
  expect(outcome([allow], promote, [replica, other])).toBe('implicit');
  expect(outcome([{ ...allow, Resource: [replica, other] }], promote, [replica, other])).toBe('allowed');
});

it('takes a call without resources for one on "*", which a named resource does not cover', () => {
  expect(outcome([allow], promote, [])).toBe('implicit');
  expect(outcome([{ ...allow, Resource: '*' }], promote, [])).toBe('allowed');
});

it.each([
  { service: 'rds', code: 'AccessDenied', status: 403 },
  { service: 's3', code: 'AccessDenied', status: 403 },
  { service: 'sns', code: 'AuthorizationErrorException', status: 403 },
  { service: 'states', code: 'AccessDeniedException', status: 400 },
  { service: 'lambda', code: 'AccessDeniedException', status: 403 },
])('denies by the name $code in $service', ({ service, code, status }) => {
  const identity = identityWith();
  expect(() => identity.authorise(callOf(identity.role, service), 'any:Action', ['*'])).toThrow(
    expect.objectContaining({ code, status }),
  );
});

it('says who may not do what to which resource, and why', () => {
  const identity = identityWith();
  expect(() => identity.authorise(callOf(identity.role), promote, [replica])).toThrow(
    `User: arn:aws:sts::${account}:assumed-role/promote/promote-replica is not authorized to perform: ${promote} on resource: ${replica} because no identity-based policy allows the ${promote} action`,
  );
});

it('lets everybody ask who they are', () => {
  const identity = identityWith({ Effect: 'Deny', Action: '*', Resource: '*' });
  expect(() => identity.authorise(callOf(identity.role, 'sts'), 'sts:GetCallerIdentity', ['*'])).not.toThrow();
});

it('does not ask policies about operators and services', () => {
  const identity = identityWith();
  const call: Call = { ...callOf(identity.role), principal: { kind: 'operator', name: 'ada' } };
  expect(() => identity.authorise(call, promote, [replica])).not.toThrow();
});

it('knows the caller by the key that it issued, and the same seed issues the same key', () => {
  const identity = identityWith();
  const key = identity.issueKey(identity.role, 'open-run');
  expect(identity.identify(key.accessKeyId)).toEqual({ kind: 'role', role: identity.role, session: 'open-run' });
  expect(identity.identify('ASIAUNKNOWN')).toBeUndefined();
  expect(identity.identify(undefined)).toBeUndefined();
  const again = identityWith();
  expect(again.issueKey(again.role, 'open-run')).toEqual(key);
});

it.each([
  {
    title: 'neither Action nor NotAction',
    statement: { Effect: 'Allow', Resource: '*' },
    message: /MalformedPolicyDocument/,
  },
  {
    title: 'a resource that is no ARN',
    statement: { ...allow, Resource: 'orders' },
    message: /MalformedPolicyDocument/,
  },
  {
    title: 'an element that IAM does not have',
    statement: { ...allow, Resources: '*' },
    message: /MalformedPolicyDocument/,
  },
])('refuses a policy with $title', ({ statement, message }) => {
  expect(() => identityWith(statement)).toThrow(message);
});

it('adds a policy to a role that is there, and names one that is not', () => {
  const identity = identityWith();
  identity.putPolicy('promote', 'late', { Statement: allow });
  expect(identity.decide(identity.role, { action: promote, resource: replica, region: 'us-east-1' })).toBe('allowed');
  expect(() => identity.putPolicy('missing', 'late', { Statement: allow })).toThrow(/missing cannot be found/);
});

it('says which service may assume a role, by its account and its source', () => {
  const identity = identityWith();
  const machine = `arn:aws:states:us-east-1:${account}:stateMachine:recover`;
  const Condition = { StringEquals: { 'aws:SourceAccount': account }, ArnLike: { 'aws:SourceArn': `${machine}*` } };
  const Principal = { Service: ['states.amazonaws.com'] };
  const Statement = [{ Effect: 'Allow', Principal, Action: ['sts:AssumeRole'], Condition }];
  const role = identity.addRole({ name: 'recover', trust: { Statement }, policies: [] });
  expect(identity.isAssumable(role, 'states.amazonaws.com', machine)).toBe(true);
  expect(identity.isAssumable(role, 'states.amazonaws.com', 'arn:aws:states:us-east-1:1:stateMachine:x')).toBe(false);
  expect(identity.isAssumable(role, 'lambda.amazonaws.com', machine)).toBe(false);
  expect(identity.isAssumable(identity.role, 'lambda.amazonaws.com', 'any')).toBe(true);
});
