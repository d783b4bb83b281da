import type { RDSClient } from '@aws-sdk/client-rds';
import type { ClientsOf } from '../../shared/aws/clients.ts';
import { findCluster, listClusterSnapshots } from '../../shared/aws/rds-clusters.ts';
import { findInstance, listSnapshots } from '../../shared/aws/rds-instances.ts';
import { read } from '../../shared/aws/read.ts';
import { known, type Reading } from '../../shared/domain/reading.ts';
import type { SnapshotFacts } from '../../shared/domain/verification/choose-recovery-point.ts';
import type { DatabaseInstance } from '../../shared/domain/verification/copy.ts';
import type { ChooseRecoveryPointDependencies } from './choose-recovery-point.ts';

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

type Found = Reading<readonly SnapshotFacts[]>;

const withSource = async (
  source: Reading<DatabaseInstance | undefined>,
  list: (source: DatabaseInstance | undefined) => Promise<Found>,
): ReturnType<ChooseRecoveryPointDependencies['findPoints']> => {
  if (source.kind === 'unreadable') return source;
  const candidates = await list(source.value);
  if (candidates.kind === 'unreadable') return candidates;
  return known({ candidates: candidates.value, sourceResourceId: source.value?.resourceId });
};

/** A source that is gone or in another Region leaves its snapshots: then nobody can tell an earlier namesake from it. */
export const createFindPoints =
  (rds: ClientsOf<RDSClient>): ChooseRecoveryPointDependencies['findPoints'] =>
  async (verification, region) => {
    if ('clusterSnapshot' in verification) {
      const { clusterSnapshot } = verification;
      return await withSource(await findCluster(rds, region, clusterSnapshot.cluster), () =>
        read(() => listClusterSnapshots(rds, region, clusterSnapshot)),
      );
    }
    if ('instancePointInTime' in verification) {
      const { instance } = verification.instancePointInTime;
      const latest = async (source: DatabaseInstance | undefined) =>
        known(source === undefined ? [] : latestOf(source));
      return await withSource(await findInstance(rds, region, instance), latest);
    }
    const { instanceSnapshot } = verification;
    return await withSource(await findInstance(rds, region, instanceSnapshot.instance), () =>
      read(() => listSnapshots(rds, region, instanceSnapshot)),
    );
  };
