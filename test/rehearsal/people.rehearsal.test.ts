import { beforeAll, describe, expect, it } from 'vitest';
import { type Scene, setScene } from '../support/virtual-run.ts';
import { type Asked, attribute, ofItem, outcomeIn } from './outcome-in.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

const outcomeOf = (role: string, asked: Asked) => outcomeIn(scene, role, asked);

describe('a policy for people', () => {
  /** Somebody who has been given just this one. */
  const holderOf = (policy: string): string => {
    const { identity } = scene.aws;
    const Statement = identity
      .managedPolicies()
      .get(`arn:aws:iam::111122223333:policy/lifeboat-dev-${policy}-us-east-1`);
    const name = `people-${policy}`;
    const arn = `arn:aws:iam::111122223333:role/${name}`;
    if (identity.roleArns().includes(arn)) return arn;
    return identity.addRole({ name, trust: { Statement: [] }, policies: [{ name: policy, document: { Statement } }] });
  };
  const machine = (name: string) => `arn:aws:states:us-east-1:111122223333:stateMachine:lifeboat-dev-${name}`;
  const execution = (name: string) => `arn:aws:states:us-east-1:111122223333:execution:lifeboat-dev-${name}:run-1`;
  const item = (operation: string, key: string): Asked => ({
    action: `dynamodb:${operation}`,
    resource: `arn:aws:dynamodb:us-east-1:111122223333:table/${scene.stack.controlTable}`,
    input: { TableName: scene.stack.controlTable, ...ofItem(operation, { key: attribute(key) }) },
  });
  const start = (name: string) => ({ action: 'states:StartExecution', resource: machine(name) });
  const answer = { action: 'states:SendTaskSuccess', resource: '*' };
  const entry = (operation: string): Asked => ({
    action: `dynamodb:${operation}`,
    resource: `arn:aws:dynamodb:us-east-1:111122223333:table/${scene.stack.ledgerTable}`,
    input: {
      TableName: scene.stack.ledgerTable,
      ...ofItem(operation, { runId: attribute('r'), position: attribute('p') }),
    },
  });
  const asks: readonly { what: string; ask: () => Asked; by: readonly string[] }[] = [
    { what: 'a recovery is started', ask: () => start('recover'), by: ['start'] },
    { what: 'a detection is started', ask: () => start('detect'), by: ['start'] },
    { what: 'a verification is started', ask: () => start('verify-restores'), by: ['start'] },
    { what: 'a step is started', ask: () => start('run-step'), by: [] },
    {
      what: 'a run is redriven',
      ask: () => ({ action: 'states:RedriveExecution', resource: execution('recover') }),
      by: ['start'],
    },
    { what: 'a question is answered', ask: () => answer, by: ['approve'] },
    { what: 'a run is acknowledged', ask: () => item('PutItem', 'acknowledgement#shielda'), by: ['approve'] },
    { what: 'a kill switch is set', ask: () => item('PutItem', 'killSwitch#*'), by: ['hold'] },
    { what: 'a kill switch is lifted', ask: () => item('DeleteItem', 'killSwitch#shielda'), by: ['hold'] },
    { what: 'a lock is taken', ask: () => item('PutItem', 'lock#shielda'), by: [] },
    { what: 'a lock is changed', ask: () => item('UpdateItem', 'lock#shielda'), by: [] },
    { what: 'a lock is read', ask: () => item('GetItem', 'lock#shielda'), by: ['read'] },
    { what: 'an entry is read', ask: () => entry('GetItem'), by: ['read'] },
    { what: 'an entry is written', ask: () => entry('PutItem'), by: [] },
    {
      what: 'a record is read',
      ask: () => ({ action: 's3:GetObject', resource: `arn:aws:s3:::${scene.stack.recordsBucket}/runs/a` }),
      by: ['read'],
    },
    {
      what: 'a record is deleted',
      ask: () => ({ action: 's3:DeleteObjectVersion', resource: `arn:aws:s3:::${scene.stack.recordsBucket}/runs/a` }),
      by: [],
    },
    {
      what: 'the names of all this are looked up',
      ask: () => ({
        action: 'cloudformation:DescribeStacks',
        resource: 'arn:aws:cloudformation:us-east-1:111122223333:stack/lifeboat-dev/1',
      }),
      by: ['start', 'approve', 'hold', 'read'],
    },
    {
      what: 'another stack is looked at',
      ask: () => ({
        action: 'cloudformation:DescribeStacks',
        resource: 'arn:aws:cloudformation:us-east-1:111122223333:stack/lifeboat-dev2/1',
      }),
      by: [],
    },
    {
      what: 'a function is invoked',
      ask: () => ({
        action: 'lambda:InvokeFunction',
        resource: 'arn:aws:lambda:us-east-1:111122223333:function:lifeboat-dev-promoteReplica',
      }),
      by: [],
    },
  ];

  it.each(asks)('is needed when $what: $by', ({ ask, by }) => {
    const may = ['start', 'approve', 'hold', 'read'].filter(
      (policy) => outcomeOf(holderOf(policy), ask()) === 'allowed',
    );
    expect(may).toEqual(by);
  });
});
