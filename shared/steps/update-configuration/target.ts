import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DescribeSecretCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import * as z from 'zod';
import type { ClientsOf } from '../../aws/clients.ts';
import type { GetSecret } from '../../aws/get-secret.ts';
import { readParameter } from '../../aws/ssm.ts';
import { defined } from '../../contracts/defined.ts';
import type { RegionName } from '../../contracts/fields.ts';
import type { UpdateConfigurationSpec } from '../../contracts/specs/update-configuration.ts';

const Keys = z.record(z.string(), z.json());

export type TargetDependencies = Readonly<{
  secrets: ClientsOf<SecretsManagerClient>;
  getSecret: GetSecret;
  ssm: ClientsOf<SSMClient>;
}>;

/** What stands in the one place that the step may change. Of a secret nothing else is looked at. */
export type TargetFacts = Readonly<{
  value: string | undefined;
  /** Why it cannot be changed, whatever it holds. */
  obstacle: string | undefined;
  /** Of a secret that is a replica, which AWS lets nobody change: the Region of its primary. */
  replicaOf?: string | undefined;
}>;

export async function readTarget(
  target: UpdateConfigurationSpec['target'],
  region: RegionName,
  { secrets, getSecret, ssm }: TargetDependencies,
): Promise<TargetFacts> {
  if ('secret' in target) {
    const [text, replicaOf] = await Promise.all([
      getSecret(region, target.secret),
      primaryRegionOf(secrets, region, target.secret),
    ]);
    return { ...readSecretKey(text, target.key), ...defined({ replicaOf }) };
  }
  const { type, value } = await readParameter(ssm, region, target.parameter);
  if (type === 'String') return { value, obstacle: undefined };
  return { value: undefined, obstacle: `it is a ${type}; the name of a host belongs into a plain String` };
}

/** Undefined: the secret is no replica. docs.aws.amazon.com/secretsmanager/latest/userguide/standalone-secret.html */
async function primaryRegionOf(
  secrets: TargetDependencies['secrets'],
  region: RegionName,
  name: string,
): Promise<string | undefined> {
  const { PrimaryRegion } = await secrets(region).reader.send(new DescribeSecretCommand({ SecretId: name }));
  return PrimaryRegion === region ? undefined : PrimaryRegion;
}

function readSecretKey(text: string, key: string): TargetFacts {
  const keys = keysIn(text);
  if (keys === undefined) return { value: undefined, obstacle: 'it is not a JSON object' };
  if (!(key in keys)) return { value: undefined, obstacle: `it has no key ${key}: a typing error would make one` };
  const value = keys[key];
  return { value: typeof value === 'string' ? value : undefined, obstacle: undefined };
}

function keysIn(text: string): z.output<typeof Keys> | undefined {
  try {
    return Keys.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The secret is named, never shown: the command goes into the ledger, the text of the secret does not. */
export type SecretCommand = Readonly<{
  service: 'secretsmanager';
  operation: 'PutSecretValue';
  region: RegionName;
  input: { SecretId: string; ClientRequestToken: string; key: string; value: string };
}>;

/**
 * The key is set in the secret as it is at this moment, so that what has been changed beside it since the look stays. The
 * token names the new version: the same call again makes no second one.
 */
export async function sendSecret(
  { region, input }: SecretCommand,
  { secrets, getSecret }: TargetDependencies,
): Promise<void> {
  const { SecretId, ClientRequestToken, key, value } = input;
  const keys = keysIn(await getSecret(region, SecretId));
  if (keys === undefined) throw Object.assign(new Error(`${SecretId} is not a JSON object`), { name: 'InvalidSecret' });
  const SecretString = JSON.stringify({ ...keys, [key]: value });
  await secrets(region).actor.send(new PutSecretValueCommand({ SecretId, ClientRequestToken, SecretString }));
}

export type ParameterCommand = Readonly<{
  service: 'ssm';
  operation: 'PutParameter';
  region: RegionName;
  input: { Name: string; Value: string; Overwrite: true };
}>;

export async function sendParameter({ region, input }: ParameterCommand, { ssm }: TargetDependencies): Promise<void> {
  await ssm(region).actor.send(new PutParameterCommand(input));
}
