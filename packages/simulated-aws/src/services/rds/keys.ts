import { AwsFault, type Call, notSimulated } from '../../call.ts';
import type { World } from '../../world.ts';
import { type Authorise, type KeyState, requireKeyRights } from '../kms/key-rights.ts';
import { invalidValue } from './faults.ts';

const ownAlias = 'alias/aws/rds';

export const missingKey = (): AwsFault => notAccessible('null');

const notAccessible = (arn: string, which: Which = 'target'): AwsFault =>
  new AwsFault(
    'KMSKeyNotAccessibleFault',
    `The ${which} KMS key [${arn}] does not exist, is not enabled or you do not have permissions to access it.`,
  );

/** Of a copy: the key that it is made under, and the one of what is copied. */
type Which = 'target' | 'source snapshot';

/** UserGuide/Overview.Encryption.Keys: what RDS asks of KMS in the name of whoever makes something under a customer's key. */
const neededOfCaller = ['DescribeKey', 'CreateGrant'];

type Kms = Readonly<{ stateOf: KeyState; authorise: Authorise }>;

/** The keys that RDS may use. */
export type Keys = Readonly<{
  /** The ARN of the key that a request names; without a name, the account's own key for RDS (alias/aws/rds). */
  find: (region: string, asked: string | undefined) => string;
  /** Throws KMSKeyNotAccessibleFault unless the key can be used now. */
  require: (arn: string | undefined) => void;
  /** Throws it as well where the caller may not let RDS use the key. What RDS has the key for already needs no such right. */
  use: (arn: string | undefined, call: Call, which?: Which) => void;
  /** Whether it is alias/aws/rds, which other accounts can never use. */
  isOwn: (arn: string) => boolean;
}>;

/**
 * docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html. The key alias/aws/rds of each Region is RDS's own: it
 * is made when first needed, is always usable, and by everybody who may use RDS. Other keys are named by id or ARN; by another alias:
 * NotSimulated. The grants that RDS then has are not among those that KMS lists.
 */
export function createKeys({ account, random }: World, { stateOf, authorise }: Kms): Keys {
  const own = new Map<string, string>();
  const ownOf = (region: string): string => {
    const arn = own.get(region) ?? `arn:aws:kms:${region}:${account}:key/${random.uuid()}`;
    own.set(region, arn);
    return arn;
  };
  const isOwn = (arn: string): boolean => [...own.values()].includes(arn);
  const requireKey = (arn: string | undefined, which?: Which): void => {
    if (arn !== undefined && !isOwn(arn) && stateOf(arn) !== 'enabled') throw notAccessible(arn, which);
  };
  const use = (arn: string | undefined, call: Call, which?: Which): void => {
    requireKey(arn, which);
    if (arn === undefined || isOwn(arn)) return;
    requireKeyRights(authorise, { call, arn, operations: neededOfCaller, denied: () => notAccessible(arn, which) });
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
  return { find, require: (arn) => requireKey(arn), use, isOwn };
}
