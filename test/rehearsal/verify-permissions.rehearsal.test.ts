import { beforeAll, describe, expect, it } from 'vitest';
import { swift } from '../support/many-databases.ts';
import { copiesIn, runVerification, setVerificationScene } from '../support/verification-run.ts';
import { type Scene, setScene } from '../support/virtual-run.ts';
import { withoutStatement } from './stack-roles.ts';

const account = '111122223333';
const region = 'us-west-2';
const arn = (service: string, resource: string, where = region) => `arn:aws:${service}:${where}:${account}:${resource}`;

const tagged = {
  'aws:tagkeys': ['lifeboat-run'],
  'aws:resourcetag/lifeboat-run': ['verify-1'],
  'aws:requesttag/lifeboat-run': ['verify-1'],
};
const untagged = { 'aws:tagkeys': [] };
const copy = arn('rds', 'db:lifeboat-verify-0123456789abcdef');

let scene: Scene;
beforeAll(async () => {
  scene = await setScene({ verifies: true });
});

const rolesIn = ({ stack }: Scene): string[] =>
  [...stack.resources.values()].flatMap(({ attributes: { Arn = '' } }) => (Arn.includes(':role/') ? [Arn] : []));

type Asked = Readonly<{ action: string; resource: string; keys: Readonly<Record<string, readonly string[]>> }>;

const decide = (role: string, asked: Asked) => scene.aws.identity.decide(role, { ...asked, region });

describe('who may delete', () => {
  it('is the role that discards, a copy with the tag of its run, and nothing else of anybody', () => {
    const roles = rolesIn(scene);
    const deletions = [
      'DeleteDBInstance',
      'DeleteDBCluster',
      'DeleteDBSnapshot',
      'DeleteDBClusterSnapshot',
      'StopDBInstance',
    ];
    const targets = [
      { resource: arn('rds', 'db:shielda-prod'), keys: untagged },
      { resource: arn('rds', 'db:shielda-prod'), keys: tagged },
      { resource: arn('rds', 'db:my-lifeboat-verify-1'), keys: tagged },
      { resource: arn('rds', 'db:lifeboat-verify-1', 'eu-west-1'), keys: tagged },
      { resource: copy, keys: untagged },
      { resource: arn('rds', 'snapshot:lifeboat-verify-1'), keys: tagged },
      { resource: arn('rds', 'cluster:shielda'), keys: tagged },
    ];
    const allowed = roles.flatMap((role) =>
      deletions.flatMap((name) =>
        [...targets, { resource: copy, keys: tagged }]
          .filter(({ resource, keys }) => decide(role, { action: `rds:${name}`, resource, keys }) === 'allowed')
          .map(({ resource }) => ({
            role: role
              .split('/')
              .at(-1)
              ?.replace(/^.*-(\w+Role).*$/, '$1'),
            name,
            resource,
          })),
      ),
    );
    expect(roles.length).toBeGreaterThan(30);
    expect(allowed).toEqual([
      { role: expect.stringContaining('DiscardRestoreRole'), name: 'DeleteDBInstance', resource: copy },
    ]);
  });
});

describe('the role that restores', () => {
  const role = () => scene.stack.resources.get('RestoreDatabaseRole')?.attributes.Arn ?? '';
  const action = 'rds:RestoreDBInstanceFromDBSnapshot';
  it.each([
    { what: 'a copy with its tag', resource: copy, keys: tagged, decision: 'allowed' },
    { what: 'a copy without its tag', resource: copy, keys: untagged, decision: 'implicitlyDenied' },
    { what: 'another name', resource: arn('rds', 'db:shielda-prod-2'), keys: tagged, decision: 'implicitlyDenied' },
    { what: 'the plan’s subnets', resource: arn('rds', 'subgrp:shielda-isolated'), keys: tagged, decision: 'allowed' },
    { what: 'other subnets', resource: arn('rds', 'subgrp:shielda-prod'), keys: tagged, decision: 'implicitlyDenied' },
    { what: 'other parameters', resource: arn('rds', 'pg:shielda-prod'), keys: tagged, decision: 'implicitlyDenied' },
  ])('may name $what: $decision', ({ resource, keys, decision }) => {
    expect(decide(role(), { action, resource, keys })).toBe(decision);
  });

  it('may put tags on nothing but copies', () => {
    expect(decide(role(), { action: 'rds:AddTagsToResource', resource: copy, keys: tagged })).toBe('allowed');
    expect(
      decide(role(), { action: 'rds:AddTagsToResource', resource: arn('rds', 'db:shielda-prod'), keys: tagged }),
    ).toBe('implicitlyDenied');
  });
});

describe('the role that checks', () => {
  it('may read the password that RDS keeps for a copy, and of no other instance', () => {
    const role = scene.aws.identity.roleArns().find((arn) => arn.includes('-AskCopyRole-')) ?? '';
    const secret = arn('secretsmanager', 'secret:rds!db-1234-abcdef');
    const of = (instance: string) => ({
      'aws:tagkeys': [],
      'aws:resourcetag/aws:rds:primarydbinstancearn': [instance],
    });
    const ask = (keys: Record<string, string[]>) =>
      decide(role, { action: 'secretsmanager:GetSecretValue', resource: secret, keys });
    expect(ask(of(copy))).toBe('allowed');
    expect(ask(of(arn('rds', 'db:shielda-prod')))).toBe('implicitlyDenied');
    expect(ask(untagged)).toBe('implicitlyDenied');
  });
});

describe('verify-restores, when a permission is missing', () => {
  it.each([
    { role: 'ChooseRecoveryPointRole', action: 'rds:DescribeDBSnapshots', says: 'rds:DescribeDBSnapshots', copies: 0 },
    { role: 'RestoreDatabaseRole', action: 'rds:AddTagsToResource', says: 'AccessDenied', copies: 0 },
    { role: 'RestoreDatabaseRole', action: 'secretsmanager:CreateSecret', says: 'AccessDenied', copies: 0 },
    {
      role: 'AskCopyRole',
      action: 'secretsmanager:GetSecretValue',
      says: 'secretsmanager:GetSecretValue',
      copies: 0,
    },
    { role: 'CheckRestoredDataRole', action: 'lambda:InvokeFunction', says: 'lambda:InvokeFunction', copies: 0 },
    { role: 'DiscardRestoreRole', action: 'rds:DeleteDBInstance', says: 'rds:DeleteDBInstance', copies: 1 },
  ])('says so without the statement that allows $action to $role', async ({ role, action, says, copies }) => {
    const without = await setVerificationScene({ repackage: withoutStatement(role, action), durations: swift });
    const { record } = await runVerification(without);
    expect(record.verdict).not.toBe('passed');
    expect(`${record.reason} ${record.results.map(({ copy: { because } }) => because).join(' ')}`).toContain(says);
    expect(copiesIn(without)).toHaveLength(copies);
  });
});
