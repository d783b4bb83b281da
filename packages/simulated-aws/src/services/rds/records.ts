import type { Database, Snapshot } from '../../postgres/database.ts';
import type { EventId } from './event-kinds.ts';
import type { ManagedSecret } from './instances/instance.ts';
import type { Tags } from './tags.ts';

/** Of AuroraUserGuide/accessing-monitoring, those that are modelled. */
export type ClusterStatus =
  | ('creating' | 'available' | 'modifying' | 'failing-over' | 'promoting' | 'deleting' | 'failed')
  | ('stopping' | 'stopped' | 'starting');

/** An Aurora cluster: the storage, which its instances serve. */
export type Cluster = {
  readonly id: string;
  readonly region: string;
  readonly arn: string;
  readonly resourceId: string;
  readonly createdAt: number;
  /** What the endpoints of the account in the Region share. */
  readonly label: string;
  tags: Tags;
  readonly copiesTags: boolean;
  readonly kmsKey: string | undefined;
  readonly subnetGroup: string;
  readonly securityGroups: readonly string[];
  readonly parameterGroup: string;
  isProtected: boolean;
  readonly backupRetentionDays: number;
  readonly masterUsername: string;
  engineVersion: string;
  readonly databaseName: string;
  /** What its first instance serves; new storage has none. */
  content: Snapshot | undefined;
  /** What its last instance served, when that is gone. */
  storage: Database | undefined;
  status: ClusterStatus;
  /** Work that was accepted and does not show in the status yet. */
  isBusy: boolean;
  /** ms: which stop it was that ends after seven days. */
  stoppedAt: number | undefined;
  /** ARN of the instance that writes; none without instances, and none in a secondary cluster of a global one. */
  writer: string | undefined;
  masterSecret: ManagedSecret | undefined;
  masterPassword: string | undefined;
};

/** An Aurora global database: a primary cluster, which writes, and secondary ones in other Regions. */
export type GlobalCluster = {
  readonly id: string;
  readonly arn: string;
  readonly resourceId: string;
  readonly engineVersion: string;
  readonly databaseName: string | undefined;
  readonly isEncrypted: boolean;
  readonly isProtected: boolean;
  tags: Tags;
  status: 'available' | 'switching-over' | 'failing-over' | 'deleting';
  /** ARNs of clusters. */
  readonly members: Set<string>;
  /** ARN of the primary cluster. */
  writer: string | undefined;
  /** Members that are behind for good until they have been made anew. */
  readonly toResync: Set<string>;
  failover:
    | Readonly<{
        status: 'pending' | 'switching-over' | 'failing-over' | 'cancelling';
        from: string;
        to: string;
        isDataLossAllowed: boolean;
      }>
    | undefined;
};

/** `id` is the name of what it happened to, `eventId` the number that DescribeEvents does not give. */
export type RdsEvent = Readonly<{
  region: string;
  id: string;
  arn: string;
  sourceType: SourceType;
  at: number;
  eventId: EventId;
  category: string;
  message: string;
}>;

export type SourceType = 'db-instance' | 'db-cluster' | 'db-snapshot' | 'db-cluster-snapshot' | 'db-parameter-group';

/** Of instances, or of Aurora clusters: by the part of the ARN that says so. */
export type GroupSort = 'pg' | 'cluster-pg';

export type ParameterGroup = {
  readonly sort: GroupSort;
  readonly id: string;
  readonly region: string;
  readonly arn: string;
  /** None for one of which only the name matters. */
  readonly family: string | undefined;
  readonly description: string;
  tags: Tags;
  /** What was changed, by name. */
  readonly values: Map<string, Readonly<{ value: string; method: 'immediate' | 'pending-reboot' }>>;
};

/** Of a subnet group only its name and its VPC matter here: where its subnets lie is not modelled. */
export type SubnetGroup = {
  readonly id: string;
  readonly region: string;
  readonly arn: string;
  /** The id of its VPC; without one the default VPC of the Region. */
  readonly vpc: string | undefined;
  tags: Tags;
};
