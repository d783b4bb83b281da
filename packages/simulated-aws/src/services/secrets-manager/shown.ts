import { defined } from '../../defined.ts';
import type { Secret } from './secret.ts';

/** Versions without a label are deprecated and not shown. */
export function stagesByVersion({ versions }: Secret): Record<string, string[]> {
  const labelled = [...versions.values()].filter(({ stages }) => stages.size > 0);
  return Object.fromEntries(labelled.map(({ id, stages }) => [id, [...stages]]));
}

/** What the description of a secret and the listing have in common. */
export const shownSecret = ({ arn, name, description, createdAt, changedAt, deletion, tags }: Secret) => ({
  ARN: arn,
  Name: name,
  ...defined({ Description: description }),
  CreatedDate: new Date(createdAt),
  LastChangedDate: new Date(changedAt),
  ...(deletion === undefined ? {} : { DeletedDate: new Date(deletion.at) }),
  Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
});
