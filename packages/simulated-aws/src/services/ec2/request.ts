import type { Tag, TagSpecification } from '@aws-sdk/client-ec2';
import { AwsFault } from '../../call.ts';

/** docs.aws.amazon.com/AWSEC2/latest/APIReference/CommonParameters.html: what a permitted call with DryRun is answered with. */
export function refuseDryRun({ DryRun }: { DryRun?: boolean | undefined }): void {
  if (DryRun === true)
    throw new AwsFault('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', { status: 412 });
}

export type Tags = Readonly<Record<string, string>>;

/** Tags for the one kind of resource that the call makes. */
export function tagsFor(kind: 'snapshot' | 'volume', specifications: readonly TagSpecification[] = []): Tags {
  const other = specifications.find(({ ResourceType }) => ResourceType !== kind);
  if (other !== undefined)
    throw new AwsFault(
      'InvalidParameterValue',
      `'${other.ResourceType}' is not a valid taggable resource type for this operation.`,
    );
  const tags = specifications.flatMap(({ Tags: own = [] }) => own);
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

export const shownTags = (tags: Tags): Tag[] => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
