import type { Call } from '../call.ts';
import type { SimulatedService } from '../service.ts';
import type { ConditionKeys } from './conditions.ts';

const isTag = (value: unknown): value is Readonly<{ Key: string; Value?: string }> =>
  typeof value === 'object' && value !== null && 'Key' in value && typeof value.Key === 'string';

const tagsIn = ({ Tags }: Call['input']): Record<string, string> =>
  Object.fromEntries((Array.isArray(Tags) ? Tags : []).filter(isTag).map(({ Key, Value = '' }) => [Key, Value]));

const keysOf = (prefix: string, tags: Readonly<Record<string, string>>): ConditionKeys =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${prefix}${key.toLowerCase()}`, [value]]));

/** docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html: tags of the request and of the resource, by lower-case key. */
export const tagConditionKeys = (
  services: readonly SimulatedService[],
  call: Call,
  resource: string,
): ConditionKeys => {
  const requested = tagsIn(call.input);
  const service = services.find(({ name }) => name === resource.split(':')[2]);
  return {
    'aws:tagkeys': Object.keys(requested),
    ...keysOf('aws:requesttag/', requested),
    ...keysOf('aws:resourcetag/', service?.tagsOf?.(resource) ?? {}),
  };
};
