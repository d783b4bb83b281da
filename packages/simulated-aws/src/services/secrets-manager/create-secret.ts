import type {
  CreateSecretRequest,
  CreateSecretResponse,
  UpdateSecretRequest,
  UpdateSecretResponse,
} from '@aws-sdk/client-secrets-manager';
import { AwsFault, type Call } from '../../call.ts';
import { addVersion, contentOf, same } from './put-secret-value.ts';
import { addReplicas, checkRegions, replicationOf, spread } from './replicate.ts';
import { findSecret, newArn, requirePrimary, requireUsable, type Secret, type Store } from './secret.ts';
import { tagsFrom } from './tag-secret.ts';

type NewSecret = Pick<Secret, 'region' | 'name' | 'tags'> & Partial<Pick<Secret, 'arn' | Optional>>;

type Optional = 'description' | 'kmsKey' | 'primaryRegion';

/** Empty; its first version comes after. */
export function newSecret({ world, secrets }: Store, spec: NewSecret): Secret {
  const { region, name, tags, description, kmsKey, primaryRegion } = spec;
  const at = world.clock.now();
  const secret: Secret = {
    ...{ region, name, arn: spec.arn ?? newArn(world, region, name), tags, description, deletion: undefined },
    ...{ createdAt: at, changedAt: at, versions: new Map(), kmsKey, primaryRegion, replicas: new Map() },
  };
  secrets.push(secret);
  return secret;
}

/** docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html; without a value there is no version. */
export const createSecret =
  (store: Store) =>
  (input: CreateSecretRequest, call: Call): CreateSecretResponse => {
    const { region } = call;
    const name = checkedName(input.Name);
    const known = findSecret(store, region, name);
    if (known !== undefined) return madeBefore(known, input);
    if (hasValue(input)) contentOf(input);
    const replicas = checkRegions(region, input.AddReplicaRegions);
    const kmsKey = store.keys.find(region, input.KmsKeyId);
    if (hasValue(input)) store.keys.requireWrite(kmsKey, call);
    const tags = tagsFrom(input.Tags);
    const secret = newSecret(store, { region, name, tags, description: input.Description, kmsKey });
    const version = hasValue(input) ? { VersionId: addVersion(store, secret, input).id } : {};
    addReplicas(store, secret, { regions: replicas, isForced: input.ForceOverwriteReplicaSecret === true });
    return { ARN: secret.arn, Name: name, ...version, ...replicationOf(secret) };
  };

function checkedName(name = ''): string {
  if (/^[\w/+=.@!-]{1,512}$/.test(name)) return name;
  throw new AwsFault(
    'InvalidParameterException',
    'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
  );
}

/** The same request again, known by its token, changes nothing. */
function madeBefore(secret: Secret, input: CreateSecretRequest) {
  const version = secret.versions.get(input.ClientRequestToken ?? '');
  if (secret.deletion !== undefined)
    throw new AwsFault(
      'InvalidRequestException',
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
  if (version === undefined || !same(version.content, contentOf(input)))
    throw new AwsFault(
      'ResourceExistsException',
      `The operation failed because the secret ${secret.name} already exists.`,
    );
  return { ARN: secret.arn, Name: secret.name, VersionId: version.id };
}

type Value = Pick<CreateSecretRequest, 'SecretString' | 'SecretBinary' | 'ClientRequestToken'>;

const hasValue = ({ SecretString: text, SecretBinary: bytes }: Value): boolean =>
  text !== undefined || bytes !== undefined;

export const updateSecret =
  (store: Store) =>
  (input: UpdateSecretRequest, call: Call): UpdateSecretResponse => {
    const secret = requireUsable(store, call.region, input.SecretId);
    if (hasValue(input) || input.Description !== undefined) requirePrimary(secret);
    const { KmsKeyId } = input;
    const kmsKey = KmsKeyId === undefined ? secret.kmsKey : store.keys.find(call.region, KmsKeyId);
    if (hasValue(input) || KmsKeyId !== undefined) store.keys.requireWrite(kmsKey, call);
    const version = hasValue(input) ? { VersionId: addVersion(store, secret, input).id } : {};
    secret.kmsKey = kmsKey;
    secret.description = input.Description ?? secret.description;
    secret.changedAt = store.world.clock.now();
    spread(store, secret);
    return { ARN: secret.arn, Name: secret.name, ...version };
  };
