import type { Call } from '../../call.ts';
import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import { createAdministration } from './administration.ts';
import { createAliases } from './aliases.ts';
import { createCiphertexts, keyOfCiphertext } from './ciphertext.ts';
import { kmsConditionKeys } from './condition-keys.ts';
import { createGrants } from './grants.ts';
import { statementsOn } from './key-policy.ts';
import type { KeyState } from './key-rights.ts';
import { createKeys, type KeySettings, type Keys } from './keys.ts';
import { createLife } from './life.ts';

/**
 * AWS KMS: symmetric keys.
 *
 * Models: keys of the account and those that AWS keeps for its services, aliases, key policies, grants, the states of a key,
 * deletion after its window. A key lets a role in by its policy or a grant, or leaves it to the account's policies. Nothing
 * is really encrypted.
 * From: docs.aws.amazon.com/kms/latest/APIReference
 * Not modelled: other kinds of keys, rotation, keys of several Regions, imports, tags, constraints and tokens of grants,
 * encryption contexts in conditions, the lockout check.
 */
export function createKms(world: World) {
  const keys = createKeys(world);
  const administration = createAdministration(world, keys);
  const life = createLife(world, keys);
  const aliases = createAliases(keys);
  const grants = createGrants(world, keys);
  const ciphertexts = createCiphertexts(world, keys);

  return {
    name: 'kms',
    operations: {
      CreateKey: administration.createKey,
      DescribeKey: administration.describeKey,
      ListKeys: administration.listKeys,
      GetKeyPolicy: administration.getKeyPolicy,
      PutKeyPolicy: life.putKeyPolicy,
      EnableKey: life.enableKey,
      DisableKey: life.disableKey,
      ScheduleKeyDeletion: life.scheduleKeyDeletion,
      CancelKeyDeletion: life.cancelKeyDeletion,
      CreateAlias: aliases.create,
      DeleteAlias: aliases.remove,
      ListAliases: aliases.list,
      CreateGrant: grants.create,
      ListGrants: grants.list,
      RevokeGrant: grants.revoke,
      Encrypt: ciphertexts.encrypt,
      Decrypt: ciphertexts.decrypt,
      GenerateDataKey: ciphertexts.generateDataKey,
    },
    resources: resourcesOf(keys),
    conditionKeysOf: (call: Call) => kmsConditionKeys(call, world.account),
    policyOn: (arn: string) => {
      const key = keys.byArn(arn);
      return key === undefined ? undefined : { statements: statementsOn(key), isDecisive: true };
    },

    /** What a service hears that asks whether it may use the key. */
    stateOf: (arn: string): ReturnType<KeyState> => {
      const key = keys.byArn(arn);
      if (key === undefined) return 'missing';
      return key.state === 'Enabled' ? 'enabled' : 'disabled';
    },
    /** The ARN of the key that an id, an ARN or an alias names; undefined for an alias that does not exist. */
    arnBehind: keys.arnBehind,
    /** Answers the ARN. */
    createKey: (settings: KeySettings): string => keys.make(settings, 'CUSTOMER').arn,
  } satisfies SimulatedService & Record<string, unknown>;
}

type KeyInput = Readonly<{ KeyId?: string | undefined; CiphertextBlob?: Uint8Array | undefined }>;
type AliasInput = Readonly<{ AliasName?: string | undefined; TargetKeyId?: string | undefined }>;

/** docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html */
function resourcesOf({ arnOf, arnBehind, aliases }: Keys): SimulatedService['resources'] {
  const byKey = ({ KeyId, CiphertextBlob }: KeyInput, { region }: Call) => [
    arnBehind(KeyId ?? keyOfCiphertext(CiphertextBlob) ?? '', region) ?? '*',
  ];
  const byAlias = ({ AliasName = '', TargetKeyId }: AliasInput, { region }: Call) => {
    const alias = arnOf(region, AliasName);
    const key = TargetKeyId === undefined ? aliases.get(alias) : arnBehind(TargetKeyId, region);
    return key === undefined ? [alias] : [alias, key];
  };
  return {
    DescribeKey: byKey,
    GetKeyPolicy: byKey,
    PutKeyPolicy: byKey,
    EnableKey: byKey,
    DisableKey: byKey,
    ScheduleKeyDeletion: byKey,
    CancelKeyDeletion: byKey,
    CreateAlias: byAlias,
    DeleteAlias: byAlias,
    CreateGrant: byKey,
    ListGrants: byKey,
    RevokeGrant: byKey,
    Encrypt: byKey,
    Decrypt: byKey,
    GenerateDataKey: byKey,
  };
}
