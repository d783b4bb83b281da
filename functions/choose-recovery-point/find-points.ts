import type { RDSClient } from '@aws-sdk/client-rds';
import type { ClientsOf } from '../../shared/aws/clients.ts';
import { findCluster, listClusterSnapshots } from '../../shared/aws/rds-clusters.ts';
import { findInstance, listSnapshots } from '../../shared/aws/rds-instances.ts';
import { read } from '../../shared/aws/read.ts';
import type { RestoredVerification } from '../../shared/contracts/verification/verification.ts';
import { known, type Reading } from '../../shared/domain/reading.ts';
import type { DatabaseInstance } from '../../shared/domain/verification/copy.ts';
import type { SnapshotFacts } from '../../shared/domain/verification/judge-candidates.ts';
import type { ChooseRecoveryPointDependencies, FoundPoints, Regions } from './choose-recovery-point.ts';

/** A source that is gone leaves its snapshots, and so does an earlier one of its name: ids tell them apart. */
export const createFindPoints =
  (rds: ClientsOf<RDSClient>): ChooseRecoveryPointDependencies['findPoints'] =>
  async (verification, regions) => {
    const { region } = regions;
    if ('clusterSnapshot' in verification) {
      const { clusterSnapshot } = verification;
      const { facts } = await sourceOf((where) => findCluster(rds, where, clusterSnapshot.cluster), regions);
      return withSource(await read(() => listClusterSnapshots(rds, region, clusterSnapshot)), facts);
    }
    const { instance } =
      'instanceSnapshot' in verification ? verification.instanceSnapshot : verification.instancePointInTime;
    const { here, facts } = await sourceOf((where) => findInstance(rds, where, instance), regions);
    const candidates = await listFrom(verification, here, (of) => listSnapshots(rds, region, of));
    return withSource(candidates, facts);
  };

type Find = typeof findInstance;

/** Where the backups lie; in the other Region as well where nothing of the name stands there, or nobody answers. */
async function sourceOf(find: (region: string) => ReturnType<Find>, { region, other }: Regions) {
  const here = await find(region);
  const elsewhere = isThere(here) || other === region ? undefined : { region: other, id: idOf(await find(other)) };
  return { here, facts: { here: idOf(here), elsewhere } };
}

type Source = Reading<DatabaseInstance | undefined>;

const isThere = (source: Source): boolean => source.kind === 'known' && source.value !== undefined;

const idOf = (source: Source): Reading<string | undefined> =>
  source.kind === 'unreadable' ? source : known(source.value?.resourceId);

const withSource = (
  candidates: Reading<readonly SnapshotFacts[]>,
  source: FoundPoints['source'],
): Reading<FoundPoints> =>
  candidates.kind === 'unreadable' ? candidates : known({ candidates: candidates.value, source });

async function listFrom(
  verification: Exclude<RestoredVerification, { clusterSnapshot: unknown }>,
  source: Source,
  list: (of: { instance: string; types: readonly string[] }) => Promise<SnapshotFacts[]>,
): Promise<Reading<readonly SnapshotFacts[]>> {
  if ('instanceSnapshot' in verification) return await read(() => list(verification.instanceSnapshot));
  if (source.kind === 'unreadable') return source;
  return known(source.value === undefined ? [] : latestOf(source.value));
}

/** The newest moment that AWS can restore the instance to: a recovery point like any other. */
const latestOf = (instance: DatabaseInstance): SnapshotFacts[] =>
  instance.restorableUntil === undefined
    ? []
    : [
        {
          id: `${instance.name} at its latest restorable time`,
          type: 'pointInTime',
          status: 'available',
          databaseTime: instance.restorableUntil,
          resourceId: instance.resourceId,
          engineVersion: instance.engineVersion,
          isEncrypted: false,
          bytes: undefined,
        },
      ];
