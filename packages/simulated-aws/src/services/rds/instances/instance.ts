import type { Database } from '../../../postgres/database.ts';
import type { Tags } from '../tags.ts';
import type { Door } from './door.ts';
import type { Durations } from './durations.ts';

/** The statuses that are modelled, of docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html. */
export type InstanceStatus =
  | 'available'
  | 'backing-up'
  | 'modifying'
  | 'rebooting'
  | 'renaming'
  | 'stopping'
  | 'stopped'
  | 'starting'
  | 'failed'
  | 'creating'
  | 'deleting'
  | TerminalStatus;

/** Restores that come to nothing end in one of these. */
export type TerminalStatus =
  | 'restore-error'
  | 'incompatible-restore'
  | 'incompatible-network'
  | 'incompatible-parameters'
  | 'insufficient-capacity'
  | 'inaccessible-encryption-credentials'
  | 'storage-full';

/** What a replica says of its replication in StatusInfos. */
export type ReplicationStatus = 'replicating' | 'error' | 'terminated';

export type GroupMembership = Readonly<{ id: string; status: 'active' | 'adding' | 'removing' }>;

export type ManagedSecret = Readonly<{ arn: string; status: 'creating' | 'active' }>;

/** What ModifyDBInstance was told without ApplyImmediately. */
export type PendingChanges = Readonly<{ multiAz?: boolean | undefined; retentionDays?: number | undefined }>;

export type Ordered = Readonly<{
  AllocatedStorage?: number | undefined;
  StorageType?: string | undefined;
  AutoMinorVersionUpgrade?: boolean | undefined;
  IAMDatabaseAuthenticationEnabled?: boolean | undefined;
}>;

/** What RDS knows of one DB instance. */
export type Instance = {
  /** A rename changes it, and with it ARN, address and door. */
  id: string;
  readonly region: string;
  arn: string;
  readonly resourceId: string;
  address: string;
  readonly hostedZoneId: string;
  readonly engineVersion: string;
  readonly createdAt: number;
  multiAz: boolean;
  /** None while it is being made, and after it has gone. */
  database: Database | undefined;
  door: Door;
  readonly durations: Durations;
  tags: Tags;
  /** Whether snapshots take on its tags. */
  copiesTags: boolean;
  /** Id of the Aurora cluster that it serves. */
  readonly cluster: string | undefined;
  /** In a cluster: 0 to 15, the lowest takes over first. */
  readonly promotionTier: number;
  readonly instanceClass: string;
  /** What it was ordered with, and what makes no difference but in what RDS shows of it. */
  readonly ordered: Ordered;
  readonly masterUsername: string;
  readonly subnetGroup: string;
  parameterGroup: string;
  /** How far the values of its parameter group are in use. */
  parameterStatus: 'in-sync' | 'applying' | 'pending-reboot';
  readonly isPublic: boolean;
  deletionProtection: boolean;
  /** ARN; without one it is not encrypted. */
  readonly kmsKey: string | undefined;
  /** ARNs of the replicas that it knows of. */
  readonly replicas: Set<string>;
  status: InstanceStatus;
  /** Whether the server process runs and takes connections, fenced or not. */
  isServing: boolean;
  /** Work that was accepted and does not show in the status yet. */
  isBusy: boolean;
  zone: string;
  secondaryZone: string | undefined;
  /** ms: when its last failover was over. */
  failedOverAt: number | undefined;
  /** ARN of the instance that it replicates. */
  source: string | undefined;
  replication: ReplicationStatus | undefined;
  /** A promotion was accepted; there is no way back, even while the source still shows. */
  isPromoted: boolean;
  backupRetentionDays: number;
  backupWindow: string;
  /** Changes that wait for the maintenance window. */
  pending: PendingChanges;
  securityGroups: readonly GroupMembership[];
  /** Which Secrets Manager secret holds the master's password, where RDS manages it. */
  masterSecret: ManagedSecret | undefined;
  /** ms: the newest moment that can be restored; undefined without automated backups. */
  readonly restorableUntil: () => number | undefined;
  /** When a stopped instance is started by RDS itself. */
  restartsAt: number | undefined;
};
