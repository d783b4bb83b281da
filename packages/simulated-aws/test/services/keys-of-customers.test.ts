import { describe, expect, it } from 'vitest';
import { createAws } from '../../src/aws.ts';
import { AwsFault, type Principal } from '../../src/call.ts';
import { createVirtualClock } from '../../src/clock/virtual-clock.ts';
import { operate } from '../../src/operate.ts';
import { createModelEngine } from '../../src/postgres/create-model-engine.ts';
import { account, region } from './policy-setting.ts';

/** What a role may do with keys, as a statement; undefined: nothing. */
type Allowed = Readonly<{ Action: readonly string[]; Condition?: object }> | undefined;

const serviceRights = ['rds:*', 'secretsmanager:*'];

const setUp = async (allowed: Allowed, policy?: string) => {
  const clock = createVirtualClock();
  const aws = createAws({ clock, seed: 1 });
  const key = aws.kms.createKey({ region, policy });
  const trust = {
    Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
  };
  const Statement = [
    { Effect: 'Allow', Action: serviceRights, Resource: '*' },
    ...(allowed === undefined ? [] : [{ Effect: 'Allow', Resource: key, ...allowed }]),
  ];
  const policies = [{ name: 'own', document: { Version: '2012-10-17', Statement } }];
  const role = aws.identity.addRole({ name: 'worker', trust, policies });
  const principal: Principal = { kind: 'role', role, session: 'test' };
  const ask = async (what: string, input: Record<string, unknown>): Promise<string> => {
    const [service = '', operation = ''] = what.split(':');
    try {
      await aws.world.dispatch({ service, operation, region, principal, requestId: 'r', input });
      return 'done';
    } catch (error) {
      return error instanceof AwsFault ? `${error.code}: ${error.message}` : String(error);
    }
  };
  return { aws, clock, key, role, ask };
};

const notAccessible = (key: string, which: string) =>
  `KMSKeyNotAccessibleFault: The ${which} KMS key [${key}] does not exist, is not enabled or you do not have permissions to access it.`;

const viaRds = { StringEquals: { 'kms:ViaService': `rds.${region}.amazonaws.com` } };
const forResources = { Bool: { 'kms:GrantIsForAWSResource': 'true' } };
const both = ['kms:CreateGrant', 'kms:DescribeKey'];

/** A key whose policy lets nobody in but those that it names. */
const closedTo = (Principal: object) =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' }] });

describe('what RDS makes under a customer’s key', () => {
  const makings = [
    { what: 'RestoreDBInstanceFromDBSnapshot', input: { DBInstanceIdentifier: 'copy', DBSnapshotIdentifier: 'night' } },
    {
      what: 'RestoreDBInstanceToPointInTime',
      input: {
        SourceDBInstanceIdentifier: 'orders',
        TargetDBInstanceIdentifier: 'copy',
        UseLatestRestorableTime: true,
      },
    },
    {
      what: 'CopyDBSnapshot',
      input: { SourceDBSnapshotIdentifier: 'night', TargetDBSnapshotIdentifier: 'copy' },
      which: 'source snapshot',
    },
    {
      what: 'RestoreDBClusterFromSnapshot',
      input: { DBClusterIdentifier: 'copy', SnapshotIdentifier: 'dusk', Engine: 'aurora-postgresql' },
    },
    {
      what: 'CreateDBInstanceReadReplica',
      input: { DBInstanceIdentifier: 'copy', SourceDBInstanceIdentifier: 'orders' },
    },
    {
      what: 'CreateDBInstance',
      input: {
        ...{ DBInstanceIdentifier: 'copy', DBInstanceClass: 'db.t4g.micro', Engine: 'postgres' },
        ...{ MasterUsername: 'm', MasterUserPassword: 'password', StorageEncrypted: true },
      },
      isNamed: true,
    },
  ];

  const stage = async (allowed: Allowed, policy?: string) => {
    const made = await setUp(allowed, policy);
    const { aws, clock, key } = made;
    const engine = createModelEngine(clock);
    aws.rds.restores.engine = engine;
    const users = [{ name: 'm', password: 'password', readOnly: false }];
    const database = await engine.createPrimary({ name: 'orders', region, database: 'orders', users, schema: '' });
    const { resourceId } = aws.rds.addInstance({ id: 'orders', region, engine: 'postgres', database, kmsKeyId: key });
    aws.rds.addSnapshot({ id: 'night', region, instance: { id: 'orders', resourceId }, type: 'manual', kmsKeyId: key });
    const cluster = { id: 'till', resourceId: 'cluster-1', masterUsername: 'm', engineVersion: '17.5' };
    aws.rds.addClusterSnapshot({ id: 'dusk', region, cluster, type: 'manual', kmsKeyId: key });
    const make = ({ what, input, isNamed = false }: (typeof makings)[number]) =>
      clock.runUntil(made.ask(`rds:${what}`, { ...input, ...(isNamed && { KmsKeyId: key }) }));
    const count = async () => {
      const instances = await operate(aws, { service: 'rds', region, operation: 'DescribeDBInstances' });
      const snapshots = await operate(aws, { service: 'rds', region, operation: 'DescribeDBSnapshots' });
      const clusters = await operate(aws, { service: 'rds', region, operation: 'DescribeDBClusters' });
      return [instances.DBInstances, snapshots.DBSnapshots, clusters.DBClusters].map((all) => [all].flat().length);
    };
    return { ...made, make, count };
  };

  describe.each(makings)('by $what', (making) => {
    it.each([
      { title: 'no right', allowed: undefined },
      { title: 'no kms:CreateGrant', allowed: { Action: ['kms:DescribeKey'] } },
      { title: 'no kms:DescribeKey', allowed: { Action: ['kms:CreateGrant'] } },
      {
        title: 'the right through another service',
        allowed: { Action: both, Condition: { StringEquals: { 'kms:ViaService': `ec2.${region}.amazonaws.com` } } },
      },
    ])('is refused before anything is made with $title on the key', async ({ allowed }) => {
      const { make, count, key } = await stage(allowed);
      const before = await count();
      expect(await make(making)).toBe(notAccessible(key, making.which ?? 'target'));
      expect(await count()).toEqual(before);
    });

    it.each([
      { title: 'for the service alone', Condition: viaRds },
      { title: 'for resources of AWS alone', Condition: { ...viaRds, ...forResources }, apart: true },
    ])('is made with both rights $title', async ({ Condition, apart = false }) => {
      const first = { Action: apart ? ['kms:CreateGrant'] : both, Condition };
      const { aws, role, make, key } = await stage(first);
      const Statement = { Effect: 'Allow', Action: 'kms:DescribeKey', Resource: key };
      if (apart) aws.identity.putPolicy(role.split('/').at(-1) ?? '', 'more', { Statement });
      expect(await make(making)).toBe('done');
    });

    it('is refused where the policy of the key leaves nothing to the account', async () => {
      const { make, key } = await stage({ Action: both }, closedTo({ AWS: `arn:aws:iam::${account}:role/other` }));
      expect(await make(making)).toBe(notAccessible(key, making.which ?? 'target'));
    });
  });

  it('needs no right under the key that AWS keeps for RDS', async () => {
    const { aws, clock, ask } = await setUp(undefined);
    aws.rds.restores.engine = createModelEngine(clock);
    const instance = { id: 'orders', resourceId: 'db-ORDERS' };
    aws.rds.addSnapshot({ id: 'plain', region, instance, type: 'manual', isEncrypted: true });
    const input = { DBInstanceIdentifier: 'copy', DBSnapshotIdentifier: 'plain' };
    expect(await clock.runUntil(ask('rds:RestoreDBInstanceFromDBSnapshot', input))).toBe('done');
  });
});

it('a grant that is asked for by a person is none for a resource of AWS', async () => {
  const { key, role, ask } = await setUp({ Action: ['kms:CreateGrant'], Condition: forResources });
  const input = { KeyId: key, GranteePrincipal: role, Operations: ['Decrypt'] };
  expect(await ask('kms:CreateGrant', input)).toMatch(/^AccessDeniedException: .*perform: kms:CreateGrant/);
});

describe('a secret under a customer’s key', () => {
  const denied = 'AccessDeniedException: Access to KMS is not allowed';
  const through = { StringEquals: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` } };
  const SecretId = 'app/database';

  const stage = async (allowed: Allowed) => {
    const made = await setUp(allowed);
    made.aws.secretsManager.addSecret({ region, name: SecretId, value: 'one', kmsKey: made.key });
    const read = () => made.ask('secretsmanager:GetSecretValue', { SecretId });
    const put = () => made.ask('secretsmanager:PutSecretValue', { SecretId, SecretString: 'two' });
    const value = () => made.aws.secretsManager.inspect({ region, name: SecretId });
    const turn = (operation: string) =>
      operate(made.aws, { service: 'kms', region, operation, input: { KeyId: made.key } });
    return { ...made, read, put, value, turn };
  };

  it.each([
    { title: 'nothing', allowed: undefined, reads: denied, puts: denied },
    { title: 'kms:Decrypt', allowed: { Action: ['kms:Decrypt'] }, reads: 'done', puts: denied },
    { title: 'kms:GenerateDataKey', allowed: { Action: ['kms:GenerateDataKey'] }, reads: denied, puts: denied },
    {
      title: 'both through Secrets Manager',
      allowed: { Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Condition: through },
      reads: 'done',
      puts: 'done',
    },
    {
      title: 'both through RDS',
      allowed: { Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Condition: viaRds },
      reads: denied,
      puts: denied,
    },
  ])('is read ($reads) and written ($puts) with $title on the key', async ({ allowed, reads, puts }) => {
    const { read, put, value } = await stage(allowed);
    expect(await read()).toBe(reads);
    expect(await put()).toBe(puts);
    expect(value()).toBe(puts === 'done' ? 'two' : 'one');
  });

  it('is neither read nor written while the key is disabled', async () => {
    const { read, put, value, turn } = await stage({ Action: ['kms:*'] });
    await turn('DisableKey');
    expect(await read()).toMatch(/^DecryptionFailure: /);
    expect(await put()).toMatch(/^EncryptionFailure: /);
    expect(value()).toBe('one');
    await turn('EnableKey');
    expect(await put()).toBe('done');
  });

  it('is made, and moved to a key, by whoever may use that', async () => {
    const { ask, key, aws } = await setUp(undefined);
    const input = { Name: 'new', SecretString: 'v', KmsKeyId: key };
    expect(await ask('secretsmanager:CreateSecret', input)).toBe(denied);
    expect(aws.secretsManager.inspect({ region, name: 'new' })).toBeUndefined();
    aws.secretsManager.addSecret({ region, name: 'old', value: 'v' });
    expect(await ask('secretsmanager:UpdateSecret', { SecretId: 'old', KmsKeyId: key })).toBe(denied);
    expect(await ask('secretsmanager:GetSecretValue', { SecretId: 'old' })).toBe('done');
  });
});
