import type { Call } from '../call.ts';
import type { SimulatedService } from '../service.ts';
import type { ConditionKeys } from './condition-keys.ts';

/** The service whose resource the ARN names. */
export function serviceOf(services: readonly SimulatedService[], arn: string): SimulatedService | undefined {
  const prefix = arn.split(':')[2];
  return services.find(({ name }) => name === prefix);
}

/** docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html: tags of the request and of the resource, by lower-case key. */
export function tagConditionKeys(services: readonly SimulatedService[], call: Call, resource: string): ConditionKeys {
  const requested = tagsIn(call.input);
  return {
    'aws:tagkeys': Object.keys(requested),
    ...keysOf('aws:requesttag/', requested),
    ...keysOf('aws:resourcetag/', serviceOf(services, resource)?.tagsOf?.(resource) ?? {}),
  };
}

const tagsIn = ({ Tags }: Call['input']): Record<string, string> =>
  Object.fromEntries((Array.isArray(Tags) ? Tags : []).filter(isTag).map(({ Key, Value = '' }) => [Key, Value]));

const isTag = (value: unknown): value is Readonly<{ Key: string; Value?: string }> =>
  typeof value === 'object' && value !== null && 'Key' in value && typeof value.Key === 'string';

const keysOf = (prefix: string, tags: Readonly<Record<string, string>>): ConditionKeys =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${prefix}${key.toLowerCase()}`, [value]]));
