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

type Source = Reading<DatabaseInstance | undefined>;
type Find = typeof findInstance;

const idOf = (source: Source): Reading<string | undefined> =>
  source.kind === 'unreadable' ? source : known(source.value?.resourceId);

const isThere = (source: Source): boolean => source.kind === 'known' && source.value !== undefined;

/** Where the backups lie; in the other Region as well where nothing of the name stands there, or nobody answers. */
const sourceOf = async (find: (region: string) => ReturnType<Find>, { region, other }: Regions) => {
  const here = await find(region);
  const elsewhere = isThere(here) || other === region ? undefined : { region: other, id: idOf(await find(other)) };
  return { here, facts: { here: idOf(here), elsewhere } };
};

const listFrom = async (
  verification: Exclude<RestoredVerification, { clusterSnapshot: unknown }>,
  source: Source,
  list: (of: { instance: string; types: readonly string[] }) => Promise<SnapshotFacts[]>,
): Promise<Reading<readonly SnapshotFacts[]>> => {
  if ('instanceSnapshot' in verification) return await read(() => list(verification.instanceSnapshot));
  if (source.kind === 'unreadable') return source;
  return known(source.value === undefined ? [] : latestOf(source.value));
};

const withSource = (
  candidates: Reading<readonly SnapshotFacts[]>,
  source: FoundPoints['source'],
): Reading<FoundPoints> =>
  candidates.kind === 'unreadable' ? candidates : known({ candidates: candidates.value, source });

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
