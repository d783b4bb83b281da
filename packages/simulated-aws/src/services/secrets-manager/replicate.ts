import type { ReplicaRegionType, ReplicationStatusType } from '@aws-sdk/client-secrets-manager';
import { AwsFault } from '../../call.ts';
import { findSecret, type Replica, type Secret, type Store } from './secret.ts';

/** (I) Until a change of the primary is in its replicas; and until the next try where a Region cannot be reached. */
const lagSeconds = 1;
const againSeconds = 30;

/** Throws where a replica would be beside its primary. */
export function checkRegions(home: string, wanted: readonly ReplicaRegionType[] = []): readonly ReplicaRegionType[] {
  if (wanted.some(({ Region }) => Region === home))
    throw new AwsFault('InvalidParameterException', 'Invalid replica region.');
  return wanted;
}

type Wanted = Readonly<{ regions: readonly ReplicaRegionType[]; isForced: boolean }>;

/** One more replica in each Region; where a secret has the name already, only by force. */
export function addReplicas(store: Store, primary: Secret, { regions, isForced }: Wanted): void {
  for (const { Region: region = '', KmsKeyId } of regions) {
    const kmsKey = store.keys.find(region, KmsKeyId);
    const taken = findSecret(store, region, primary.name);
    const isInTheWay = taken !== undefined && !isReplicaOf(primary, taken);
    const replica: Replica = { kmsKey, status: 'InProgress', message: '' };
    primary.replicas.set(region, replica);
    if (isInTheWay && !isForced) {
      replica.status = 'Failed';
      replica.message = `Replication failed: Secret name ${primary.name} already exists in region ${region}.`;
      continue;
    }
    if (isInTheWay) store.secrets.splice(store.secrets.indexOf(taken), 1);
    if (taken === undefined || isInTheWay) store.secrets.push(emptyReplica(primary, { region, kmsKey }));
  }
  spread(store, primary);
}

const isReplicaOf = ({ arn, region }: Secret, other: Secret): boolean =>
  other.primaryRegion === region && other.arn === replicaArn(arn, other.region);

/** The ARN is that of the primary but for the Region, its six characters among it. */
export const replicaArn = (arn: string, region: string): string =>
  arn.replace(/^(arn:[^:]+:[^:]+:)[^:]+/, (_, before: string) => `${before}${region}`);

const emptyReplica = (primary: Secret, { region, kmsKey }: Pick<Secret, 'region' | 'kmsKey'>): Secret => ({
  ...{ ...primary, region, kmsKey, arn: replicaArn(primary.arn, region) },
  ...{ primaryRegion: primary.region, versions: new Map(), replicas: new Map() },
});

/** What has changed of a secret comes to its replicas a moment later, or when both Regions can be reached again. */
export function spread(store: Store, primary: Secret): void {
  const { clock, awsTime } = store.world;
  for (const [region, replica] of primary.replicas) {
    if (replica.status === 'Failed') continue;
    replica.status = 'InProgress';
    clock.after(awsTime(lagSeconds), () => bring(store, { primary, region, replica }));
  }
}

type Way = Readonly<{ primary: Secret; region: string; replica: Replica }>;

function bring(store: Store, way: Way): void {
  const { primary, region, replica } = way;
  const { clock, awsTime, network } = store.world;
  const copy = store.secrets.find((one) => one.region === region && isReplicaOf(primary, one));
  // Somebody has ended it since.
  if (copy === undefined || primary.replicas.get(region) !== replica) return;
  if ([region, primary.region].some(network.isCut)) {
    clock.after(awsTime(againSeconds), () => bring(store, way));
    return;
  }
  const { tags, description, changedAt, versions } = primary;
  Object.assign(copy, { tags, description, changedAt });
  copy.versions.clear();
  for (const [id, version] of versions) copy.versions.set(id, { ...version, stages: new Set(version.stages) });
  replica.status = 'InSync';
  replica.message = 'Replication succeeded';
}

/** As the description of a secret shows it; nothing of one without replicas. */
export function replicationOf({ replicas }: Secret): { ReplicationStatus?: ReplicationStatusType[] } {
  if (replicas.size === 0) return {};
  const ReplicationStatus = [...replicas].map(([Region, { kmsKey, status, message }]) => ({
    Region,
    KmsKeyId: kmsKey ?? 'alias/aws/secretsmanager',
    Status: status,
    ...(message === '' ? {} : { StatusMessage: message }),
  }));
  return { ReplicationStatus };
}
