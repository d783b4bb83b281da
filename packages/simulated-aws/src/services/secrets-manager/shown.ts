import { defined } from '../../defined.ts';
import type { Secret } from './secret.ts';

/** Versions without a label are deprecated and not shown. */
export function stagesByVersion({ versions }: Secret): Record<string, string[]> {
  const labelled = [...versions.values()].filter(({ stages }) => stages.size > 0);
  return Object.fromEntries(labelled.map(({ id, stages }) => [id, [...stages]]));
}

/** What the description of a secret and the listing have in common. */
export const shownSecret = ({ arn, name, description, ...secret }: Secret) => ({
  ARN: arn,
  Name: name,
  ...defined({ Description: description, KmsKeyId: secret.kmsKey, PrimaryRegion: primaryRegionOf(secret) }),
  CreatedDate: new Date(secret.createdAt),
  LastChangedDate: new Date(secret.changedAt),
  ...(secret.deletion === undefined ? {} : { DeletedDate: new Date(secret.deletion.at) }),
  Tags: Object.entries(secret.tags).map(([Key, Value]) => ({ Key, Value })),
});

/** (I) Shown of a secret that is replicated, or a replica: of any other it would say no more than the ARN. */
const primaryRegionOf = ({ region, primaryRegion, replicas }: Pick<Secret, 'region' | 'primaryRegion' | 'replicas'>) =>
  primaryRegion ?? (replicas.size > 0 ? region : undefined);
