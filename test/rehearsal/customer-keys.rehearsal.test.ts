import { beforeAll, describe, expect, it } from 'vitest';
import { copiesIn, runVerification, setVerificationScene } from '../support/verification-run.ts';
import { type Scene, setScene } from '../support/virtual-run.ts';
import { outcomeIn } from './outcome-in.ts';
import { addKey, closedKey } from './scene-tools.ts';
import { logicalId } from './taken-away.ts';

const primary = 'us-west-2';
const standby = 'us-east-1';
const elsewhere = 'eu-west-1';

let scene: Scene;
/** A key of the customer's in each Region, which leaves it to the policies of the account. */
let keys: ReadonlyMap<string, string>;

type Asked = Readonly<{ action: string; region: string; via?: string }>;

const allowedTo = ({ action, region, ...how }: Asked): string[] =>
  scene.aws.identity
    .roleArns()
    .filter((arn) => outcomeIn(scene, arn, { action, resource: keys.get(region) ?? '', region, ...how }) === 'allowed')
    .map(logicalId)
    .toSorted();

const setKeys = async () => {
  scene = await setScene({ verifies: true });
  keys = new Map([primary, standby, elsewhere].map((region) => [region, addKey(scene, region)]));
};

describe('a key of the customer’s', () => {
  beforeAll(setKeys);

  it.each<Asked & { roles: readonly string[] }>([
    {
      ...{ action: 'kms:Decrypt', via: 'secretsmanager', region: standby },
      roles: ['CheckDataRole', 'PromoteReplicaRole', 'UpdateConfigurationRole'],
    },
    {
      ...{ action: 'kms:Decrypt', via: 'secretsmanager', region: primary },
      roles: ['AskCopyRole', 'PromoteReplicaRole'],
    },
    {
      ...{ action: 'kms:GenerateDataKey', via: 'secretsmanager', region: standby },
      roles: ['UpdateConfigurationRole'],
    },
    { action: 'kms:CreateGrant', via: 'rds', region: primary, roles: ['RestoreDatabaseRole'] },
    { action: 'kms:DescribeKey', via: 'rds', region: primary, roles: ['RestoreDatabaseRole'] },
  ])('has $action through $via in $region by $roles alone', ({ roles, ...asked }) => {
    expect(allowedTo(asked)).toEqual(roles);
  });

  it.each<Asked>([
    // What a role does with a key it does through the service that keeps something under it.
    ...['kms:Decrypt', 'kms:GenerateDataKey', 'kms:CreateGrant'].map((action) => ({ action, region: standby })),
    { action: 'kms:CreateGrant', region: primary },
    { action: 'kms:GenerateDataKey', via: 'secretsmanager', region: primary },
    { action: 'kms:Decrypt', via: 'ssm', region: standby },
    { action: 'kms:Decrypt', via: 'rds', region: standby },
    { action: 'kms:Decrypt', via: 'secretsmanager', region: elsewhere },
    // Copies are made in the primary Region of this plan.
    { action: 'kms:CreateGrant', via: 'rds', region: standby },
    { action: 'kms:CreateGrant', via: 'ec2', region: primary },
    { action: 'kms:CreateGrant', via: 'rds', region: elsewhere },
    ...['Encrypt', 'ScheduleKeyDeletion', 'DisableKey', 'PutKeyPolicy', 'RevokeGrant', 'ListGrants'].map((name) => ({
      ...{ action: `kms:${name}`, via: 'rds', region: primary },
    })),
  ])('has $action through $via in $region by nobody', (asked) => {
    expect(allowedTo(asked)).toEqual([]);
  });
});

describe('a backup under a key of the customer’s', () => {
  it('is restored where the key leaves it to the role', async () => {
    const verified = await setVerificationScene({ keyOf: addKey });
    const { record } = await runVerification(verified);
    expect(record.reason).toBe('1 of 1 backups proven whole');
  });

  it('that does not let the role in is told at once, in AWS’s words, and no copy is made', async () => {
    const keyOf = (of: Scene, region: string) => addKey(of, region, closedKey);
    const verified = await setVerificationScene({ keyOf });
    const begun = verified.clock.now();
    const { record } = await runVerification(verified);
    expect(record.results[0]?.verdict).not.toBe('passed');
    expect(JSON.stringify(record.results[0])).toContain('KMSKeyNotAccessibleFault');
    expect(verified.events.filter((one) => one.kind === 'call' && one.operation.startsWith('Restore'))).toHaveLength(1);
    expect(copiesIn(verified)).toEqual([]);
    expect(verified.clock.now() - begun).toBeLessThan(600_000);
  });
});

describe('the key of the notices', () => {
  beforeAll(setKeys);

  const ofNotices = (): string => {
    const id = scene.stack.resources.get('NoticesKey')?.physicalId ?? '';
    return `arn:aws:kms:${standby}:111122223333:key/${id}`;
  };

  it('is used by whoever publishes, through SNS, and by nobody else', () => {
    const may = (action: string, via: string): string[] =>
      scene.aws.identity
        .roleArns()
        .filter((arn) => outcomeIn(scene, arn, { action, resource: ofNotices(), via }) === 'allowed')
        .map(logicalId);
    expect(may('kms:GenerateDataKey', 'sns')).toContain('NotifyOperatorsRole');
    expect(may('kms:GenerateDataKey', 'sns')).not.toContain('PromoteReplicaRole');
    expect(may('kms:Decrypt', 'sns')).toEqual(may('kms:GenerateDataKey', 'sns'));
    expect(may('kms:CreateGrant', 'sns')).toEqual([]);
    expect(may('kms:Decrypt', 'sqs')).toEqual([]);
  });
});
