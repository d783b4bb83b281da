import type { Database } from '../../postgres/database.ts';
import type { Door } from './door.ts';
import type { Durations } from './durations.ts';

/** The statuses that are modelled, of docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html. */
export type InstanceStatus =
  | 'available'
  | 'backing-up'
  | 'modifying'
  | 'rebooting'
  | 'stopping'
  | 'stopped'
  | 'starting'
  | 'failed';

/** What a replica says of its replication in StatusInfos. */
export type ReplicationStatus = 'replicating' | 'error';

export type GroupMembership = Readonly<{ id: string; status: 'active' | 'adding' | 'removing' }>;

/** What RDS knows of one DB instance. */
export type Instance = {
  readonly id: string;
  readonly region: string;
  readonly arn: string;
  readonly resourceId: string;
  readonly address: string;
  readonly hostedZoneId: string;
  readonly engineVersion: string;
  readonly createdAt: number;
  readonly multiAz: boolean;
  readonly database: Database | undefined;
  readonly door: Door;
  readonly durations: Durations;
  readonly tags: Readonly<Record<string, string>>;
  /** ARNs of the replicas that it knows of. */
  readonly replicas: Set<string>;
  status: InstanceStatus;
  /** Whether the server process runs and takes connections, fenced or not. */
  isServing: boolean;
  /** Work that was accepted and does not show in the status yet. */
  isBusy: boolean;
  zone: string;
  secondaryZone: string | undefined;
  /** ARN of the instance that it replicates. */
  source: string | undefined;
  replication: ReplicationStatus | undefined;
  /** A promotion was accepted; there is no way back, even while the source still shows. */
  isPromoted: boolean;
  backupRetentionDays: number;
  backupWindow: string;
  securityGroups: readonly GroupMembership[];
  /** When a stopped instance is started by RDS itself. */
  restartsAt: number | undefined;
};
