import type { Call } from '../../call.ts';
import type { ConditionKeys } from '../../identity/condition-keys.ts';

const ofGrants = ['CreateGrant', 'ListGrants', 'RevokeGrant'];

/** docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html: those of the caller and of the service that it came through. */
export const kmsConditionKeys = (
  { operation, region, via, principal }: Pick<Call, 'operation' | 'region' | 'via' | 'principal'>,
  account: string,
): ConditionKeys => ({
  'kms:grantisforawsresource': ofGrants.includes(operation) ? [String(via !== undefined)] : [],
  'kms:viaservice': via === undefined ? [] : [`${via}.${region}.amazonaws.com`],
  'kms:calleraccount': principal.kind === 'role' ? [account] : [],
});
