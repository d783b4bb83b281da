import type { World } from '../../world.ts';
import { disabled, notFound, pendingDeletion } from './faults.ts';
import type { Key } from './key.ts';
import { defaultPolicy, keyPolicyOf, managedPolicy } from './key-policy.ts';

const managedAlias = /^alias\/aws\/([a-z0-9-]+)$/;

export type Keys = ReturnType<typeof createKeys>;

export type KeySettings = Readonly<{ region: string; policy?: string | undefined; description?: string | undefined }>;

/** Keys and their aliases, each in one Region. */
export function createKeys({ account, clock, random }: World) {
  const keys = new Map<string, Key>();
  /** ARN of the alias → ARN of the key. */
  const aliases = new Map<string, string>();

  const arnOf = (region: string, resource: string) => `arn:aws:kms:${region}:${account}:${resource}`;

  const make = ({ region, policy, description = '' }: KeySettings, manager: Key['manager']): Key => {
    const id = random.uuid();
    const key: Key = {
      id,
      arn: arnOf(region, `key/${id}`),
      region,
      createdAt: clock.now(),
      manager,
      description,
      state: 'Enabled',
      deletedAt: undefined,
      policy: keyPolicyOf(policy ?? defaultPolicy(account), id),
      grants: [],
    };
    keys.set(key.arn, key);
    return key;
  };

  /** AWS makes the key that it keeps for a service when it is first asked for. */
  const managedFor = (service: string, region: string): Key => {
    const key = make({ region, policy: managedPolicy({ account, region, service }) }, 'AWS');
    aliases.set(arnOf(region, `alias/aws/${service}`), key.arn);
    return key;
  };

  const isGone = ({ deletedAt }: Key): boolean => deletedAt !== undefined && deletedAt <= clock.now();

  const behindAlias = (arn: string, region: string): string | undefined => {
    const service = managedAlias.exec(arn.split(':')[5] ?? '')?.[1];
    return aliases.get(arn) ?? (service === undefined ? undefined : managedFor(service, region).arn);
  };

  /** The ARN of a key by its id, its ARN, an alias or the ARN of one; undefined for an alias that does not exist. */
  const arnBehind = (keyId: string, region: string): string | undefined => {
    const arn = keyId.startsWith('arn:') ? keyId : arnOf(region, keyId.startsWith('alias/') ? keyId : `key/${keyId}`);
    return arn.includes(':alias/') ? behindAlias(arn, region) : arn;
  };

  const find = (keyId: string | undefined, region: string): Key => {
    const key = keys.get(arnBehind(keyId ?? '', region) ?? '');
    if (key === undefined || key.region !== region || isGone(key)) throw notFound(`Key '${keyId}'`);
    return key;
  };

  /** …/developerguide/key-state.html */
  const usable = (keyId: string | undefined, region: string): Key => {
    const key = find(keyId, region);
    if (key.state === 'Disabled') throw disabled(key.arn);
    if (key.state === 'PendingDeletion') throw pendingDeletion(key.arn);
    return key;
  };

  const inRegion = (region: string): Key[] => [...keys.values()].filter((key) => key.region === region && !isGone(key));

  return { make, find, usable, inRegion, aliases, arnOf, arnBehind, byArn: (arn: string) => keys.get(arn) };
}
