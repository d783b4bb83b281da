import type { Call } from '../../call.ts';

/** docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html: cloudwatch:namespace. */
export const cloudwatchConditionKeys = ({
  service,
  input,
}: Pick<Call, 'service' | 'input'>): Record<string, string[]> => {
  if (service !== 'monitoring') return {};
  const { Namespace } = input;
  return { 'cloudwatch:namespace': typeof Namespace === 'string' ? [Namespace] : [] };
};
