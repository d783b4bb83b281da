import type {
  CreateSecretRequest,
  CreateSecretResponse,
  UpdateSecretRequest,
  UpdateSecretResponse,
} from '@aws-sdk/client-secrets-manager';
import { AwsFault, type Call } from '../../call.ts';
import { addVersion, contentOf, same } from './put-secret-value.ts';
import { findSecret, newArn, requireUsable, type Secret, type Store } from './secret.ts';
import { tagsFrom } from './tag-secret.ts';

type NewSecret = Readonly<{ region: string; name: string; tags: Secret['tags']; description?: string | undefined }>;

/** Empty; its first version comes after. */
export function newSecret({ world, secrets }: Store, { region, name, tags, description }: NewSecret): Secret {
  const at = world.clock.now();
  const secret: Secret = {
    ...{ region, name, arn: newArn(world, region, name), tags, description, deletion: undefined },
    ...{ createdAt: at, changedAt: at, versions: new Map() },
  };
  secrets.push(secret);
  return secret;
}

/** docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html; without a value there is no version. */
export const createSecret =
  (store: Store) =>
  (input: CreateSecretRequest, { region }: Call): CreateSecretResponse => {
    const name = checkedName(input.Name);
    const known = findSecret(store, region, name);
    if (known !== undefined) return madeBefore(known, input);
    if (hasValue(input)) contentOf(input);
    const secret = newSecret(store, { region, name, tags: tagsFrom(input.Tags), description: input.Description });
    const version = hasValue(input) ? { VersionId: addVersion(store, secret, input).id } : {};
    return { ARN: secret.arn, Name: name, ...version };
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
  (input: UpdateSecretRequest, { region }: Call): UpdateSecretResponse => {
    const secret = requireUsable(store, region, input.SecretId);
    const version = hasValue(input) ? { VersionId: addVersion(store, secret, input).id } : {};
    secret.description = input.Description ?? secret.description;
    secret.changedAt = store.world.clock.now();
    return { ARN: secret.arn, Name: secret.name, ...version };
  };
