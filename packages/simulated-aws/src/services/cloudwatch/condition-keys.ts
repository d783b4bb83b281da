import type { Call } from '../../call.ts';
import type { ConditionKeys } from '../../identity/condition-keys.ts';

/** docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html: cloudwatch:namespace. */
export const cloudwatchConditionKeys = ({ input: { Namespace } }: Pick<Call, 'input'>): ConditionKeys => ({
  'cloudwatch:namespace': typeof Namespace === 'string' ? [Namespace] : [],
});
