import type { Call } from '../../call.ts';
import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import { describeSecret, getSecretValue } from './get-secret-value.ts';
import { putSecretValue } from './put-secret-value.ts';
import { newArn, resourceOf, type Secret, type Store } from './secret.ts';

type SecretSpec = Readonly<{ region: string; name: string; value: string; tags?: Readonly<Record<string, string>> }>;

export type SecretsManager = SimulatedService &
  Readonly<{
    addSecret: (spec: SecretSpec) => Readonly<{ arn: string }>;
    /** As a service does with a secret that it manages: gone at once. */
    removeSecret: (arn: string) => void;
    /** The current value, without a call. */
    inspect: (at: { region: string; name: string }) => string | undefined;
  }>;

const addSecret = (store: Store, { region, name, value, tags = {} }: SecretSpec): Secret => {
  const { clock, random } = store.world;
  if (store.secrets.some((secret) => secret.region === region && secret.name === name))
    throw new Error(`secret ${name} exists already in ${region}`);
  const createdAt = clock.now();
  const first = { id: random.uuid(), content: { SecretString: value }, createdAt, stages: new Set(['AWSCURRENT']) };
  const arn = newArn(store.world, region, name);
  const versions = new Map([[first.id, first]]);
  const secret = { region, name, arn, tags, createdAt, changedAt: createdAt, versions };
  store.secrets.push(secret);
  return secret;
};

/**
 * Secrets Manager, after docs.aws.amazon.com/secretsmanager/latest/apireference: values, versions, staging labels,
 * idempotency by token. A secret replicated to another Region is on AWS a read-only copy of it; here each Region has a
 * secret of its own, independent of any other. Encryption, rotation, deletion, creation and resource policies are not
 * modelled: NotSimulated.
 */
export const createSecretsManager = (world: World): SecretsManager => {
  const store: Store = { world, secrets: [] };
  const resources = ({ SecretId = '*' }: { SecretId?: string }, call: Call) => [
    resourceOf(store, call.region, SecretId),
  ];
  return {
    name: 'secretsmanager',
    operations: {
      GetSecretValue: getSecretValue(store),
      DescribeSecret: describeSecret(store),
      PutSecretValue: putSecretValue(store),
    },
    resources: { GetSecretValue: resources, DescribeSecret: resources, PutSecretValue: resources },
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
};
