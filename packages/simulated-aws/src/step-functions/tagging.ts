import type { ListTagsForResourceInput, Tag, TagResourceInput, UntagResourceInput } from '@aws-sdk/client-sfn';
import { AwsFault, type Call } from '../call.ts';
import type { Machines, Registration, Tags } from './machines.ts';

/** docs.aws.amazon.com/step-functions/latest/apireference/API_TagResource.html */
const mostTags = 50;

/** The later of two of one key stands. Throws TooManyTags. */
export function tagsFrom(given: readonly Tag[] = [], before: Tags = {}): Tags {
  const tags = { ...before, ...Object.fromEntries(given.map(({ key = '', value = '' }) => [key, value])) };
  if (Object.keys(tags).length > mostTags) throw new AwsFault('TooManyTags', `A resource has ${mostTags} tags at most`);
  return tags;
}

/** Of machines; activities, versions and aliases are not modelled. */
export function createTagging(machines: Machines) {
  const tagged = (resourceArn = '', { region }: Call): Registration => {
    const registration = machines.registered(resourceArn);
    if (registration === undefined) machines.checkArn(resourceArn);
    if (registration === undefined || registration.machine.region !== region)
      throw new AwsFault('ResourceNotFound', `Resource not found: '${resourceArn}'`, {
        fields: { resourceName: resourceArn },
      });
    return registration;
  };

  return {
    TagResource: ({ resourceArn, tags }: TagResourceInput, call: Call) => {
      const registration = tagged(resourceArn, call);
      registration.tags = tagsFrom(tags, registration.tags);
      return {};
    },
    UntagResource: ({ resourceArn, tagKeys = [] }: UntagResourceInput, call: Call) => {
      const registration = tagged(resourceArn, call);
      const kept = Object.entries(registration.tags).filter(([key]) => !tagKeys.includes(key));
      registration.tags = Object.fromEntries(kept);
      return {};
    },
    ListTagsForResource: ({ resourceArn }: ListTagsForResourceInput, call: Call) => ({
      tags: Object.entries(tagged(resourceArn, call).tags).map(([key, value]) => ({ key, value })),
    }),
  };
}
