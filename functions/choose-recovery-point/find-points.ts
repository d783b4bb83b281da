import type { RDSClient } from '@aws-sdk/client-rds';
import type { ClientsOf } from '../../shared/aws/clients.ts';
import { findInstance, listSnapshots } from '../../shared/aws/rds-instances.ts';
import { read } from '../../shared/aws/read.ts';
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

/** A source that is gone or in another Region leaves its snapshots: then nobody can tell an earlier namesake from it. */
export const createFindPoints =
  (rds: ClientsOf<RDSClient>): ChooseRecoveryPointDependencies['findPoints'] =>
  async (verification, region) => {
    if ('clusterSnapshot' in verification)
      return { kind: 'unreadable', failure: { error: 'NotSupported', message: 'clusters are not restored yet' } };
    const name =
      'instanceSnapshot' in verification
        ? verification.instanceSnapshot.instance
        : verification.instancePointInTime.instance;
    const source = await findInstance(rds, region, name);
    if (source.kind === 'unreadable') return source;
    const sourceResourceId = source.value?.resourceId;
    if ('instancePointInTime' in verification) {
      const candidates = source.value === undefined ? [] : latestOf(source.value);
      return { kind: 'known', value: { candidates, sourceResourceId } };
    }
    const { types } = verification.instanceSnapshot;
    const candidates = await read(() => listSnapshots(rds, region, { instance: name, types }));
    return candidates.kind === 'unreadable'
      ? candidates
      : { kind: 'known', value: { candidates: candidates.value, sourceResourceId } };
  };
