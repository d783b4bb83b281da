import type { CreateDBInstanceReadReplicaCommandInput as CreateReplica } from '@aws-sdk/client-rds';
import { AwsFault, type Call } from '../../../call.ts';
import { inBackground } from '../background.ts';
import { instanceNotFound, invalidCombination, invalidState, invalidValue } from '../faults.ts';
import { missingKey } from '../keys.ts';
import { familyOf } from '../parameters/parameter-group.ts';
import { subnetGroupFor } from '../parameters/subnet-groups.ts';
import { findInstance, type Store } from '../store.ts';
import { tagsIn } from '../tags.ts';
import type { InstanceSpec } from './add-instance.ts';
import { enrol, groupsIn, type Surroundings } from './enrol.ts';
import type { Instance } from './instance.ts';
import { loadReplica } from './load-replica.ts';
import { requireReach } from './replication.ts';
import { requireAvailable } from './require-available.ts';
import { shown } from './shown.ts';

/** UserGuide/USER_ReadRepl: replicas of one source, and levels of replicas of replicas (PostgreSQL 14.1 and later). */
const mostReplicas = 15;
const mostLevels = 3;

/**
 * API_CreateDBInstanceReadReplica, called in the Region that the replica is for. A replica has no backups and no tags of its source.
 * A parameter group cannot be chosen for PostgreSQL. PreSignedUrl is ignored, as outside GovCloud.
 */
export const createReadReplica = (store: Store, surroundings: Surroundings) => (input: CreateReplica, call: Call) => {
  const source = sourceFor(store, input, call.region);
  requireSource(store, source);
  const spec = specOf(store, source, { ...input, region: call.region });
  store.keys.use(spec.kmsKeyId, call);
  const replica = enrol(store, spec, surroundings);
  replica.replication = undefined;
  source.replicas.add(replica.arn);
  const { scene } = surroundings;
  inBackground(store, replica, () => loadReplica(store, { source, replica, scene }));
  return { DBInstance: shown(replica) };
};

function sourceFor(store: Store, { SourceDBInstanceIdentifier: id }: CreateReplica, region: string): Instance {
  if (!id?.startsWith('arn:')) return findInstance(store, region, id);
  requireReach(store, region, id.split(':')[3] ?? '');
  const source = store.instances.get(id);
  if (source === undefined) throw instanceNotFound(id);
  return source;
}

function requireSource(store: Store, source: Instance): void {
  if (source.cluster !== undefined) throw invalidValue('A member of a cluster cannot be the source of a read replica.');
  requireAvailable(source);
  if (source.backupRetentionDays === 0)
    throw invalidState('Automated backups are not enabled for this database instance.');
  // Which errors answer to these two no page says: (I).
  if (source.replicas.size >= mostReplicas)
    throw new AwsFault('InstanceQuotaExceededFault', `A source has ${mostReplicas} read replicas at most.`);
  if (levelOf(store, source) >= mostLevels) throw invalidState(`Replicas cascade over ${mostLevels} levels at most.`);
}

function levelOf(store: Store, { source }: Instance): number {
  const above = source === undefined ? undefined : store.instances.get(source);
  return above === undefined ? 0 : 1 + levelOf(store, above);
}

function specOf(store: Store, source: Instance, input: CreateReplica & { region: string }): InstanceSpec {
  const { region } = input;
  const isNear = source.region === region;
  const { engineVersion, masterUsername } = source;
  return {
    ...{ id: (input.DBInstanceIdentifier ?? '').toLowerCase(), region, engine: 'postgres', engineVersion },
    ...{ masterUsername, replicaOf: source.arn, multiAz: input.MultiAZ ?? false, tags: tagsIn(input.Tags) },
    ...groupsIn(store, region, input.VpcSecurityGroupIds),
    instanceClass: input.DBInstanceClass ?? source.instanceClass,
    ordered: { AutoMinorVersionUpgrade: input.AutoMinorVersionUpgrade },
    subnetGroup:
      isNear && input.DBSubnetGroupName === undefined
        ? source.subnetGroup
        : subnetGroupFor(store, region, input.DBSubnetGroupName).id,
    parameterGroup: isNear ? source.parameterGroup : `default.${familyOf('postgres', engineVersion)}`,
    copiesTags: input.CopyTagsToSnapshot ?? false,
    kmsKeyId: keyFor(store, source, input),
    isPublic: input.PubliclyAccessible ?? false,
    deletionProtection: input.DeletionProtection ?? false,
  };
}

/** In the source's Region it is the source's key; in another it has to be named. */
function keyFor(store: Store, source: Instance, { KmsKeyId: asked, region }: CreateReplica & { region: string }) {
  if (source.kmsKey === undefined) {
    if (asked === undefined) return undefined;
    throw invalidCombination('An encrypted read replica cannot be made of an unencrypted DB instance.');
  }
  store.keys.require(source.kmsKey);
  if (source.region !== region) {
    if (asked === undefined) throw missingKey();
    return store.keys.find(region, asked);
  }
  if (asked !== undefined && store.keys.find(region, asked) !== source.kmsKey)
    throw invalidCombination('A read replica in the Region of its source has the key of its source.');
  return source.kmsKey;
}
