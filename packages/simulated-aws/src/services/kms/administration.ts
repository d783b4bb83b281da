import type {
  CreateKeyRequest,
  CreateKeyResponse,
  DescribeKeyRequest,
  DescribeKeyResponse,
  GetKeyPolicyRequest,
  GetKeyPolicyResponse,
  ListKeysRequest,
  ListKeysResponse,
} from '@aws-sdk/client-kms';
import { AwsFault, type Call, notSimulated } from '../../call.ts';
import { defined } from '../../defined.ts';
import type { World } from '../../world.ts';
import { pageOf } from '../page.ts';
import { shown } from './key.ts';
import type { Keys } from './keys.ts';
import { checkPolicyName, onlyPolicy } from './life.ts';

export function createAdministration({ account }: World, keys: Keys) {
  const createKey = (input: CreateKeyRequest, { region }: Call): CreateKeyResponse => {
    checkKind(input);
    const key = keys.make({ region, policy: input.Policy, description: input.Description }, 'CUSTOMER');
    return { KeyMetadata: shown(key, account) };
  };

  const describeKey = ({ KeyId }: DescribeKeyRequest, { region }: Call): DescribeKeyResponse => ({
    KeyMetadata: shown(keys.find(KeyId, region), account),
  });

  const listKeys = ({ Limit = 100, Marker }: ListKeysRequest, { region }: Call): ListKeysResponse => {
    const page = pageOf(keys.inRegion(region), Limit, Marker);
    if (page === undefined) throw new AwsFault('InvalidMarkerException', 'The marker is not valid.');
    const Keys = page.items.map(({ id, arn }) => ({ KeyId: id, KeyArn: arn }));
    return { Keys, Truncated: page.next !== undefined, ...defined({ NextMarker: page.next }) };
  };

  const getKeyPolicy = ({ KeyId, PolicyName }: GetKeyPolicyRequest, { region }: Call): GetKeyPolicyResponse => {
    checkPolicyName(PolicyName);
    return { Policy: keys.find(KeyId, region).policy.text, PolicyName: onlyPolicy };
  };

  return { createKey, describeKey, listKeys, getKeyPolicy };
}

function checkKind({ KeyUsage, KeySpec, Origin }: CreateKeyRequest): void {
  if (KeyUsage !== undefined && KeyUsage !== 'ENCRYPT_DECRYPT') throw notSimulated(`kms:CreateKey for ${KeyUsage}`);
  if (KeySpec !== undefined && KeySpec !== 'SYMMETRIC_DEFAULT') throw notSimulated(`kms:CreateKey of ${KeySpec}`);
  if (Origin !== undefined && Origin !== 'AWS_KMS') throw notSimulated(`kms:CreateKey from ${Origin}`);
}
