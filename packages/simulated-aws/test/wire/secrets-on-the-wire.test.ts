import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  ListSecretVersionIdsCommand,
  RestoreSecretCommand,
  RotateSecretCommand,
  SecretsManagerClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateSecretCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type OpenedAws, openToOperators } from './operators-wire.ts';

const SecretId = 'db/app';
const day = 86_400_000;

let opened: OpenedAws;
let client: SecretsManagerClient;

beforeEach(async () => {
  opened = await openToOperators();
  client = new SecretsManagerClient(opened.settings);
  await client.send(
    new CreateSecretCommand({ Name: SecretId, SecretString: 'one', Tags: [{ Key: 'team', Value: 'a' }] }),
  );
});
afterEach(async () => {
  client.destroy();
  await opened.aws.close();
  expect(opened.errors).toEqual([]);
});

const value = () => client.send(new GetSecretValueCommand({ SecretId }));
const names = async (input: ConstructorParameters<typeof ListSecretsCommand>[0] = {}) =>
  (await client.send(new ListSecretsCommand(input))).SecretList?.map(({ Name }) => Name);

it('a secret that is made has a first version, and another with each new value', async () => {
  const token = '0123456789abcdef0123456789abcdef';
  const update = new UpdateSecretCommand({
    SecretId,
    SecretString: 'two',
    ClientRequestToken: token,
    Description: 'd',
  });
  expect(await client.send(update)).toMatchObject({ Name: SecretId, VersionId: token });
  expect(await value()).toMatchObject({ SecretString: 'two', VersionId: token, VersionStages: ['AWSCURRENT'] });
  const { Versions } = await client.send(new ListSecretVersionIdsCommand({ SecretId }));
  expect(Versions?.map(({ VersionStages }) => VersionStages)).toEqual([['AWSPREVIOUS'], ['AWSCURRENT']]);
  const described = await client.send(new DescribeSecretCommand({ SecretId }));
  expect(described).toMatchObject({ Description: 'd', Tags: [{ Key: 'team', Value: 'a' }] });
});

it('the same creation by its token is made once', async () => {
  const again = { Name: 'once', SecretString: 's', ClientRequestToken: 'x'.repeat(32) };
  const first = await client.send(new CreateSecretCommand(again));
  const second = await client.send(new CreateSecretCommand(again));
  expect(second).toMatchObject({ ARN: first.ARN, VersionId: first.VersionId });
});

it('a deleted secret can be restored in its window, and is gone after it', async () => {
  const deleted = await client.send(new DeleteSecretCommand({ SecretId, RecoveryWindowInDays: 7 }));
  expect(deleted.DeletionDate?.getTime()).toBe(opened.clock.now() + 7 * day);
  await expect(value()).rejects.toMatchObject({ name: 'InvalidRequestException' });
  expect(await names()).toEqual([]);
  expect(await names({ IncludePlannedDeletion: true })).toEqual([SecretId]);
  await client.send(new RestoreSecretCommand({ SecretId }));
  expect(await value()).toMatchObject({ SecretString: 'one' });
  await client.send(new DeleteSecretCommand({ SecretId, RecoveryWindowInDays: 7 }));
  await opened.clock.advance(7 * day);
  await expect(client.send(new RestoreSecretCommand({ SecretId }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

it('a secret that is forced to go is gone at once, and may be forced again', async () => {
  const forced = { SecretId, ForceDeleteWithoutRecovery: true };
  await client.send(new DeleteSecretCommand(forced));
  await client.send(new DeleteSecretCommand(forced));
  await expect(value()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

it('secrets are listed by the beginning of their names, a page at a time', async () => {
  for (const Name of ['db/a', 'web/a']) await client.send(new CreateSecretCommand({ Name }));
  expect(await names({ Filters: [{ Key: 'name', Values: ['db/'] }] })).toEqual(['db/app', 'db/a']);
  const first = await client.send(new ListSecretsCommand({ MaxResults: 2 }));
  expect(await names({ NextToken: first.NextToken })).toEqual(['web/a']);
});

it('tags are added and taken away', async () => {
  await client.send(new TagResourceCommand({ SecretId, Tags: [{ Key: 'stage', Value: 'dev' }] }));
  await client.send(new UntagResourceCommand({ SecretId, TagKeys: ['team'] }));
  const { Tags } = await client.send(new DescribeSecretCommand({ SecretId }));
  expect(Tags).toEqual([{ Key: 'stage', Value: 'dev' }]);
});

it.each([
  ['ResourceExistsException', () => client.send(new CreateSecretCommand({ Name: SecretId, SecretString: 'x' }))],
  ['InvalidParameterException', () => client.send(new CreateSecretCommand({ Name: 'no spaces' }))],
  ['InvalidParameterException', () => client.send(new DeleteSecretCommand({ SecretId, RecoveryWindowInDays: 6 }))],
  [
    'InvalidParameterException',
    () => client.send(new DeleteSecretCommand({ SecretId, RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true })),
  ],
  ['ResourceNotFoundException', () => client.send(new UpdateSecretCommand({ SecretId: 'nobody' }))],
  ['InvalidNextTokenException', () => client.send(new ListSecretsCommand({ NextToken: 'none' }))],
  ['NotSimulated', () => client.send(new RotateSecretCommand({ SecretId }))],
])('is answered with %s', async (name, ask) => {
  await expect(ask()).rejects.toMatchObject({ name });
});
