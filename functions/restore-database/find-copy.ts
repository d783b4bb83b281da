import type { RDSClient } from '@aws-sdk/client-rds';
import type { ClientsOf } from '../../shared/aws/clients.ts';
import { findCluster } from '../../shared/aws/rds-clusters.ts';
import { findInstance, listInstances } from '../../shared/aws/rds-instances.ts';
import type { CopyRef } from '../../shared/contracts/verification/run.ts';
import type { Reading } from '../../shared/domain/reading.ts';
import type { DatabaseInstance } from '../../shared/domain/verification/copy.ts';
import { type Maker, memberNameOf } from '../../shared/domain/verification/copy-name.ts';

type Neighbours = Readonly<{ neighbours: Awaited<ReturnType<typeof listInstances>> | undefined }>;

type Found = Reading<DatabaseInstance | undefined>;

/** A copy as AWS shows it; where it does not show, all instances of its Region. */
export type FoundCopy = Neighbours &
  Readonly<{ kind: 'instance'; copy: Found } | { kind: 'cluster'; cluster: Found; member: Found }>;

/** A cluster is looked for together with the instance that is added to it. */
export async function findCopy(
  { kind, name, region }: CopyRef,
  maker: Maker,
  rds: ClientsOf<RDSClient>,
): Promise<FoundCopy> {
  if (kind === 'instance') {
    const copy = await findInstance(rds, region, name);
    return { kind, copy, neighbours: await neighboursOf(copy, region, rds) };
  }
  const [cluster, member] = await Promise.all([
    findCluster(rds, region, name),
    findInstance(rds, region, memberNameOf(maker)),
  ]);
  return { kind, cluster, member, neighbours: await neighboursOf(cluster, region, rds) };
}

const neighboursOf = async (copy: Found, region: CopyRef['region'], rds: ClientsOf<RDSClient>) =>
  copy.kind === 'known' && copy.value === undefined ? await listInstances(rds, region) : undefined;
