import { AwsFault } from '../../call.ts';
import type { World } from '../../world.ts';
import type { SecretKeys } from './secret-keys.ts';

const lettersAndDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A dash and six random characters end each ARN, so that a secret of the same name made later has another. */
export function newArn(world: World, region: string, name: string): string {
  const letter = () => lettersAndDigits[Math.floor(world.random.next() * lettersAndDigits.length)];
  return `${prefix(world, region)}${name}-${Array.from({ length: 6 }, letter).join('')}`;
}

const prefix = (world: World, region: string): string => `arn:aws:secretsmanager:${region}:${world.account}:secret:`;

export type Content = Readonly<{ SecretString?: string; SecretBinary?: Uint8Array }>;

export type Version = Readonly<{ id: string; content: Content; createdAt: number; stages: Set<string> }>;

export type Replica = {
  readonly kmsKey: string | undefined;
  status: 'InSync' | 'InProgress' | 'Failed';
  message: string;
};

export type Secret = {
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly versions: Map<string, Version>;
  changedAt: number;
  tags: Readonly<Record<string, string>>;
  description: string | undefined;
  /** ARN of the customer's key that it is kept under; undefined: alias/aws/secretsmanager. */
  kmsKey: string | undefined;
  /** Of a replica: the Region of what it is a replica of. */
  primaryRegion: string | undefined;
  /** Of what has replicas: each by its Region. */
  readonly replicas: Map<string, Replica>;
  /** Marked for deletion at `at`, and gone at `goneAt`; ms on the world's clock. */
  deletion: Readonly<{ at: number; goneAt: number }> | undefined;
};

export type Store = Readonly<{ world: World; secrets: Secret[]; keys: SecretKeys }>;

/** Those whose recovery window has not passed. */
export const secretsIn = ({ secrets, world }: Store, region: string): Secret[] =>
  secrets.filter(
    (secret) => secret.region === region && (secret.deletion?.goneAt ?? Number.POSITIVE_INFINITY) > world.clock.now(),
  );

/** By name, ARN, or ARN without the six characters. */
export const findSecret = (store: Store, region: string, id: string): Secret | undefined =>
  secretsIn(store, region).find(({ name, arn }) => [name, arn, arn.slice(0, -7)].includes(id));

export function requireSecret(store: Store, region: string, id: string | undefined): Secret {
  const secret = findSecret(store, region, id ?? '');
  if (secret === undefined)
    throw new AwsFault('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  return secret;
}

/** One that is marked for deletion can only be looked at, or restored. */
export function requireUsable(store: Store, region: string, id: string | undefined): Secret {
  const secret = requireSecret(store, region, id);
  if (secret.deletion === undefined) return secret;
  throw new AwsFault(
    'InvalidRequestException',
    "You can't perform this operation on the secret because it was marked for deletion.",
  );
}

/** A replica is as its primary is, but for its key: docs.aws.amazon.com/secretsmanager/latest/userguide/standalone-secret.html */
export function requireChangeable(store: Store, region: string, id: string | undefined): Secret {
  const secret = requireUsable(store, region, id);
  requirePrimary(secret);
  return secret;
}

export function requirePrimary({ primaryRegion }: Secret): void {
  if (primaryRegion === undefined) return;
  throw new AwsFault(
    'InvalidParameterException',
    "Operation not permitted on a replica secret. Call must be made in primary secret's region.",
  );
}

/** What IAM looks at: the whole ARN where the secret exists, else the name without its six characters. */
export const resourceOf = (store: Store, region: string, id: string): string =>
  findSecret(store, region, id)?.arn ?? (id.startsWith('arn:') ? id : `${prefix(store.world, region)}${id}`);
