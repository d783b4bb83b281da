import type { RDSClient } from '@aws-sdk/client-rds';
import type { ClientsOf } from '../../shared/aws/clients.ts';
import { findCluster, findClusterById } from '../../shared/aws/rds-clusters.ts';
import { findInstance, findInstanceById } from '../../shared/aws/rds-instances.ts';
import type { CopyRef } from '../../shared/contracts/verification/run.ts';
import { memberNameOf } from '../../shared/domain/verification/copy-name.ts';
import type { DiscardFacts } from '../../shared/domain/verification/judge-discard.ts';
import type { Claim } from '../../shared/domain/verification/prove-ownership.ts';

type Finders = Readonly<Record<'byName' | 'byId', typeof findInstance>>;

const instances: Finders = { byName: findInstance, byId: findInstanceById };
const clusters: Finders = { byName: findCluster, byId: findClusterById };

/** A copy, and of a cluster its instance. */
export async function lookForCopy(
  { kind, name }: CopyRef,
  claim: Claim,
  rds: ClientsOf<RDSClient>,
): Promise<DiscardFacts> {
  if (kind === 'instance') {
    const { found: copy, renamed } = await lookFor({ name, claim }, instances, rds);
    return { copy, renamed };
  }
  const [cluster, member] = await Promise.all([
    lookFor({ name, claim }, clusters, rds),
    lookFor({ name: memberNameOf(claim.maker), claim }, instances, rds),
  ]);
  return { copy: cluster.found, renamed: cluster.renamed, member: member.found, renamedMember: member.renamed };
}

type Sought = Readonly<{ name: string; claim: Claim }>;

/** By its name; where it was seen and does not show, by its id, which outlives a new name. */
async function lookFor({ name, claim }: Sought, { byName, byId }: Finders, rds: ClientsOf<RDSClient>) {
  const found = await byName(rds, claim.region, name);
  const seen = claim.seen.find((one) => one.name === name);
  if (found.kind === 'unreadable' || found.value !== undefined || seen === undefined)
    return { found, renamed: undefined };
  return { found, renamed: await byId(rds, claim.region, seen.resourceId) };
}
