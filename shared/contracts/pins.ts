import * as z from 'zod';
import { about } from './about.ts';
import { DbClusterId, DbClusterResourceId, DbInstanceId, DbResourceId, DnsName, HostedZoneId, Side } from './fields.ts';

/** Names are given anew, ids are not: another database of this name is refused before anything is done to it. */
const DatabasePin = z.strictObject({
  instance: DbInstanceId.meta(about('Identifier of the RDS instance.', 'shielda-replica-us-east-1')),
  region: Side.meta(about('The side on which it stands.', 'standby')),
  resourceId: DbResourceId.meta(
    about('Its DbiResourceId, as `aws rds describe-db-instances` shows it.', 'db-K4TNB7WQXJ2YHRM6VEZLPC5DSA'),
  ),
  source: DbInstanceId.optional().meta(
    about('Of a replica: the instance that it must replicate, in the other Region.', 'shielda-prod'),
  ),
});

/** Its backups are restored by verifications alone; no step changes a cluster yet. */
const ClusterPin = z.strictObject({
  cluster: DbClusterId.meta(about('Identifier of the Aurora cluster.', 'orders')),
  region: Side.meta(about('The side on which it stands.', 'primary')),
  resourceId: DbClusterResourceId.meta(
    about('Its DbClusterResourceId, as `aws rds describe-db-clusters` shows it.', 'cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
  ),
});

const ZonePin = z.strictObject({
  zone: HostedZoneId.meta(about('Id of the Route 53 hosted zone.', 'Z0819SHIELDA00')),
  name: DnsName.meta(about('The domain that it holds.', 'shielda.dev')),
  private: z.boolean().meta(about('Whether only its own VPCs know it.', false)),
});

/** What the plan's names must stand for. What is not pinned is known by its name alone. */
export const Pins = z.strictObject({
  databases: z.array(DatabasePin).max(500).default([]).meta(about('RDS instances.')),
  clusters: z.array(ClusterPin).max(500).default([]).meta(about('Aurora clusters whose backups are restored.')),
  zones: z.array(ZonePin).max(100).default([]).meta(about('Route 53 hosted zones.')),
});
export type Pins = z.output<typeof Pins>;
