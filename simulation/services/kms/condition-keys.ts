import type { Call } from '../../call.ts';

/** docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html: those of the caller and of the service that it came through. */
export const kmsConditionKeys = (
  { service, region, via, principal }: Pick<Call, 'service' | 'region' | 'via' | 'principal'>,
  account: string,
): Record<string, string[]> => {
  if (service !== 'kms') return {};
  return {
    'kms:viaservice': via === undefined ? [] : [`${via}.${region}.amazonaws.com`],
    'kms:calleraccount': principal.kind === 'role' ? [account] : [],
  };
};
