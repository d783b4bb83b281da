import type { PutSecretValueCommandInput, PutSecretValueCommandOutput } from '@aws-sdk/client-secrets-manager';
import { AwsFault, type Call } from '../../call.ts';
import { defined } from '../../defined.ts';
import { spread } from './replicate.ts';
import { type Content, requireChangeable, type Secret, type Store, type Version } from './secret.ts';

const mostBytes = 65_536;

type Value = Pick<PutSecretValueCommandInput, 'SecretString' | 'SecretBinary' | 'ClientRequestToken'>;

export function contentOf({ SecretString: text, SecretBinary: bytes }: Value): Content {
  if (text !== undefined && bytes !== undefined)
    throw invalid('You can’t specify both a binary and a string secret value.');
  if (text === undefined && bytes === undefined) throw invalid('You must provide either SecretString or SecretBinary.');
  if (Buffer.byteLength(text ?? bytes ?? '') > mostBytes) throw invalid('The secret value is longer than 65536 bytes.');
  return {
    ...defined({ SecretString: text, SecretBinary: bytes }),
  };
}

const invalid = (message: string): AwsFault => new AwsFault('InvalidParameterException', message);

export const same = (left: Content, right: Content): boolean =>
  left.SecretString === right.SecretString &&
  Buffer.from(left.SecretBinary ?? []).equals(Buffer.from(right.SecretBinary ?? []));

/** A further version, or the one of this token where its value is the same. */
export function addVersion(
  { world }: Store,
  secret: Secret,
  input: Value & Pick<PutSecretValueCommandInput, 'VersionStages'>,
): Version {
  const content = contentOf(input);
  const id = tokenOf(input, world.random.uuid);
  const known = secret.versions.get(id);
  if (known !== undefined && !same(known.content, content))
    throw new AwsFault('ResourceExistsException', `The version ${id} of the secret already exists with another value.`);
  if (known !== undefined) return known;
  const version: Version = { id, content, createdAt: world.clock.now(), stages: new Set() };
  secret.versions.set(id, version);
  secret.changedAt = version.createdAt;
  moveStages(secret, version, input.VersionStages ?? ['AWSCURRENT']);
  return version;
}

function tokenOf(input: Value, fresh: () => string): string {
  const token = input.ClientRequestToken ?? fresh();
  if (token.length < 32 || token.length > 64) throw invalid('ClientRequestToken must have 32 to 64 characters.');
  return token;
}

/** A label is on one version only; the version that loses AWSCURRENT becomes AWSPREVIOUS. */
function moveStages(secret: Secret, to: Version, stages: readonly string[]): void {
  const versions = [...secret.versions.values()];
  const wasCurrent = versions.find((version) => version.stages.has('AWSCURRENT'));
  for (const stage of stages) {
    for (const version of versions) version.stages.delete(stage);
    to.stages.add(stage);
  }
  if (wasCurrent === undefined || wasCurrent === to || !stages.includes('AWSCURRENT')) return;
  for (const version of versions) version.stages.delete('AWSPREVIOUS');
  wasCurrent.stages.add('AWSPREVIOUS');
}

/**
 * docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html: the token is the version's id; the same
 * token with the same value changes nothing, with another value it is refused.
 */
export const putSecretValue =
  (store: Store) =>
  (input: PutSecretValueCommandInput, call: Call): Omit<PutSecretValueCommandOutput, '$metadata'> => {
    contentOf(input);
    const secret = requireChangeable(store, call.region, input.SecretId);
    store.keys.requireWrite(secret.kmsKey, call);
    const version = addVersion(store, secret, input);
    spread(store, secret);
    return answer(secret, version);
  };

const answer = (secret: Secret, { id, stages }: Version) => ({
  ARN: secret.arn,
  Name: secret.name,
  VersionId: id,
  VersionStages: [...stages],
});
