import type { Call } from '../../call.ts';
import type { ConditionKeys } from '../../identity/condition-keys.ts';

/** docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html: those of the caller and of the service that it came through. */
export const kmsConditionKeys = (
  { region, via, principal }: Pick<Call, 'region' | 'via' | 'principal'>,
  account: string,
): ConditionKeys => ({
  'kms:viaservice': via === undefined ? [] : [`${via}.${region}.amazonaws.com`],
  'kms:calleraccount': principal.kind === 'role' ? [account] : [],
});
