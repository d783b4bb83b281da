import { AwsFault } from '../../call.ts';
import type { World } from '../../world.ts';

export type Content = Readonly<{ SecretString?: string; SecretBinary?: Uint8Array }>;

export type Version = Readonly<{ id: string; content: Content; createdAt: number; stages: Set<string> }>;

export type Secret = {
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly versions: Map<string, Version>;
  changedAt: number;
};

export type Store = Readonly<{ world: World; secrets: Secret[] }>;

const prefix = (world: World, region: string): string => `arn:aws:secretsmanager:${region}:${world.account}:secret:`;

const lettersAndDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A dash and six random characters end each ARN, so that a secret of the same name made later has another. */
export const newArn = (world: World, region: string, name: string): string => {
  const letter = () => lettersAndDigits[Math.floor(world.random.next() * lettersAndDigits.length)];
  return `${prefix(world, region)}${name}-${Array.from({ length: 6 }, letter).join('')}`;
};

/** By name, ARN, or ARN without the six characters. */
const findSecret = ({ secrets }: Store, region: string, id: string): Secret | undefined =>
  secrets.find((secret) => secret.region === region && [secret.name, secret.arn, secret.arn.slice(0, -7)].includes(id));

export const requireSecret = (store: Store, region: string, id: string | undefined): Secret => {
  const secret = findSecret(store, region, id ?? '');
  if (secret === undefined)
    throw new AwsFault('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  return secret;
};

/** What IAM looks at: the whole ARN where the secret exists, else the name without its six characters. */
export const resourceOf = (store: Store, region: string, id: string): string =>
  findSecret(store, region, id)?.arn ?? (id.startsWith('arn:') ? id : `${prefix(store.world, region)}${id}`);
