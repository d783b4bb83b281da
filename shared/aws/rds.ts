import { type DBInstance, DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import type { Reading } from '../domain/reading.ts';
import { type ClientsOf, clientsOf } from './clients.ts';
import { read } from './read.ts';

export const connectRds = (): ClientsOf<RDSClient> => clientsOf((settings) => new RDSClient(settings));

/** What the steps look at of a DB instance. */
export type DatabaseFacts = Readonly<{
  /** DbiResourceId: of this instance and of no other that is ever called so. */
  resourceId: string;
  status: string;
  /** As RDS names it: postgres, mysql, aurora-postgresql …; absent where nobody asked. */
  engine?: string | undefined;
  /** The cluster that it is a member of: Aurora, or Multi-AZ with two readers. */
  cluster?: string | undefined;
  /** The instance that it replicates, and that one's Region. Undefined: it is no replica. */
  source: Readonly<{ id: string; region: string }> | undefined;
  /** What it says of its replication: replicating, error, terminated … */
  replication: string | undefined;
  /** Undefined while it is being created. */
  endpoint: Readonly<{ host: string; port: number; isPublic?: boolean }> | undefined;
  securityGroups: readonly Readonly<{ id: string; status: string }>[];
  isMultiAz: boolean;
  /** When RDS starts it again by itself, of one that is stopped: ISO 8601. */
  restartsAt?: string | undefined;
}>;

/** An instance that does not exist is unreadable, too: DBInstanceNotFoundFault. */
export const describeDatabase = (
  rds: ClientsOf<RDSClient>,
  region: string,
  id: string,
): Promise<Reading<DatabaseFacts>> =>
  read(async () => {
    const { DBInstances } = await rds(region).reader.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: id }));
    const instance = DBInstances?.[0];
    if (instance !== undefined) return factsOf(instance, region);
    throw Object.assign(new Error(`no instance ${id} in ${region}`), { name: 'DBInstanceNotFoundFault' });
  });

function factsOf(instance: DBInstance, region: string): DatabaseFacts {
  const { Address: host, Port: port } = instance.Endpoint ?? {};
  return {
    resourceId: instance.DbiResourceId ?? '',
    status: instance.DBInstanceStatus ?? 'unknown',
    engine: instance.Engine,
    cluster: instance.DBClusterIdentifier,
    source: sourceOf(instance.ReadReplicaSourceDBInstanceIdentifier, region),
    replication: instance.StatusInfos?.find(({ StatusType }) => StatusType === 'read replication')?.Status,
    endpoint:
      host === undefined || port === undefined
        ? undefined
        : { host, port, isPublic: instance.PubliclyAccessible ?? false },
    securityGroups: (instance.VpcSecurityGroups ?? []).map(({ VpcSecurityGroupId: id = '', Status: status = '' }) => ({
      id,
      status,
    })),
    isMultiAz: instance.MultiAZ ?? false,
    restartsAt: instance.AutomaticRestartTime?.toISOString(),
  };
}

/** A source in another Region is named by its ARN, one in the same Region by its id alone. */
function sourceOf(name: string | undefined, region: string): DatabaseFacts['source'] {
  if (!name) return undefined;
  const parts = name.split(':');
  return { id: parts.at(-1) ?? name, region: parts.length > 1 ? (parts[3] ?? region) : region };
}
