import { AwsFault, notSimulated } from '../../call.ts';
import type { World } from '../../world.ts';
import { invalidValue } from './faults.ts';

const ownAlias = 'alias/aws/rds';

export const missingKey = (): AwsFault => notAccessible('null');

const notAccessible = (arn: string): AwsFault =>
  new AwsFault(
    'KMSKeyNotAccessibleFault',
    `The target KMS key [${arn}] does not exist, is not enabled or you do not have permissions to access it.`,
  );

/** What KMS says of a key when RDS asks, by the key's ARN. */
export type KeyState = (arn: string) => 'enabled' | 'disabled' | 'missing';

/** The keys that RDS may use. */
export type Keys = Readonly<{
  /** The ARN of the key that a request names; without a name, the account's own key for RDS (alias/aws/rds). */
  find: (region: string, asked: string | undefined) => string;
  /** Throws KMSKeyNotAccessibleFault unless the key can be used now. */
  require: (arn: string | undefined) => void;
  /** Whether it is alias/aws/rds, which other accounts can never use. */
  isOwn: (arn: string) => boolean;
}>;

/**
 * docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html. The key alias/aws/rds of each Region is RDS's own: it
 * is made when first needed and is always usable. Other keys are named by id or ARN; by another alias: NotSimulated.
 */
export function createKeys({ account, random }: World, stateOf: KeyState): Keys {
  const own = new Map<string, string>();
  const ownOf = (region: string): string => {
    const arn = own.get(region) ?? `arn:aws:kms:${region}:${account}:key/${random.uuid()}`;
    own.set(region, arn);
    return arn;
  };
  const isOwn = (arn: string): boolean => [...own.values()].includes(arn);
  const requireKey = (arn: string | undefined): void => {
    if (arn !== undefined && !isOwn(arn) && stateOf(arn) !== 'enabled') throw notAccessible(arn);
  };
  const find = (region: string, asked: string | undefined): string => {
    if (asked === undefined || asked === ownAlias || asked.endsWith(`:${ownAlias}`)) return ownOf(region);
    if (asked.includes('alias/')) throw notSimulated(`rds with a KMS key by the alias ${asked}`);
    const arn = asked.startsWith('arn:') ? asked : `arn:aws:kms:${region}:${account}:key/${asked}`;
    if (!/^arn:aws:kms:[^:]+:\d+:key\/.+$/.test(arn)) throw invalidValue(`Invalid KMS key ${asked}.`);
    if (arn.split(':')[3] !== region) throw notAccessible(arn);
    requireKey(arn);
    return arn;
  };
  return { find, require: requireKey, isOwn };
}
