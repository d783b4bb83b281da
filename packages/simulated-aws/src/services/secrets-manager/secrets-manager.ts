import type { Call } from '../../call.ts';
import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import { createSecret, newSecret, updateSecret } from './create-secret.ts';
import { deleteSecret, restoreSecret } from './delete-secret.ts';
import { describeSecret, getSecretValue } from './get-secret-value.ts';
import { listSecrets, listSecretVersionIds } from './list-secrets.ts';
import { addVersion, putSecretValue } from './put-secret-value.ts';
import { removeRegionsFromReplication, replicateSecretToRegions, stopReplicationToReplica } from './replication.ts';
import { findSecret, resourceOf, type Secret, type Store } from './secret.ts';
import { createSecretKeys, type Kms, noKeys } from './secret-keys.ts';
import { tagResource, untagResource } from './tag-secret.ts';

type SecretSpec = Readonly<{
  region: string;
  name: string;
  value: string;
  tags?: Readonly<Record<string, string>>;
  /** A customer's key, by its ARN. */
  kmsKey?: string;
}>;

export type SecretsManager = SimulatedService &
  Readonly<{
    addSecret: (spec: SecretSpec) => Readonly<{ arn: string }>;
    /** As a service does with a secret that it manages: gone at once. */
    removeSecret: (arn: string) => void;
    /** The current value, without a call. */
    inspect: (at: { region: string; name: string }) => string | undefined;
  }>;

/**
 * AWS Secrets Manager.
 *
 * Models: values, versions, staging labels, idempotency by token, tags, deletion after a window; customers' keys, of which the
 * caller needs the use; replicas in other Regions, which follow their primary a moment later and can only be read, until one is
 * made a secret of its own.
 * From: docs.aws.amazon.com/secretsmanager/latest/apireference
 * Not modelled: rotation, resource policies. Nothing is really encrypted.
 */
export function createSecretsManager(world: World, { keys = noKeys }: { keys?: Kms } = {}): SecretsManager {
  const store: Store = { world, secrets: [], keys: createSecretKeys(keys) };
  return {
    name: 'secretsmanager',
    operations: operationsOf(store),
    resources: resourcesOf(store),
    tagsOf: (arn) => store.secrets.find((secret) => secret.arn === arn)?.tags ?? {},
    addSecret: (spec) => addSecret(store, spec),
    removeSecret: (arn) => {
      const index = store.secrets.findIndex((secret) => secret.arn === arn);
      if (index >= 0) store.secrets.splice(index, 1);
    },
    inspect: ({ region, name }) => {
      const secret = store.secrets.find((one) => one.region === region && one.name === name);
      const current = [...(secret?.versions.values() ?? [])].find(({ stages }) => stages.has('AWSCURRENT'));
      return current?.content.SecretString;
    },
  };
}

const operationsOf = (store: Store) => ({
  GetSecretValue: getSecretValue(store),
  DescribeSecret: describeSecret(store),
  PutSecretValue: putSecretValue(store),
  ListSecrets: listSecrets(store),
  ListSecretVersionIds: listSecretVersionIds(store),
  CreateSecret: createSecret(store),
  UpdateSecret: updateSecret(store),
  DeleteSecret: deleteSecret(store),
  RestoreSecret: restoreSecret(store),
  TagResource: tagResource(store),
  UntagResource: untagResource(store),
  ReplicateSecretToRegions: replicateSecretToRegions(store),
  RemoveRegionsFromReplication: removeRegionsFromReplication(store),
  StopReplicationToReplica: stopReplicationToReplica(store),
});

function resourcesOf(store: Store): SimulatedService['resources'] {
  const resources = ({ SecretId = '*' }: { SecretId?: string }, call: Call) => [
    resourceOf(store, call.region, SecretId),
  ];
  return {
    GetSecretValue: resources,
    DescribeSecret: resources,
    PutSecretValue: resources,
    ListSecretVersionIds: resources,
    CreateSecret: ({ Name = '' }: { Name?: string }, call: Call) => resources({ SecretId: Name }, call),
    UpdateSecret: resources,
    DeleteSecret: resources,
    RestoreSecret: resources,
    TagResource: resources,
    UntagResource: resources,
    ReplicateSecretToRegions: resources,
    RemoveRegionsFromReplication: resources,
    StopReplicationToReplica: resources,
  };
}

function addSecret(store: Store, { region, name, value, tags = {}, kmsKey }: SecretSpec): Secret {
  if (findSecret(store, region, name) !== undefined) throw new Error(`secret ${name} exists already in ${region}`);
  const secret = newSecret(store, { region, name, tags, kmsKey });
  addVersion(store, secret, { SecretString: value });
  return secret;
}
