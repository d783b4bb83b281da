import * as z from 'zod';
import { DbClusterId, DbClusterResourceId, DbInstanceId, DbResourceId, DnsName, HostedZoneId, Side } from './fields.ts';

/** Names are given anew, ids are not: another database of this name is refused before anything is done to it. */
const DatabasePin = z.strictObject({
  instance: DbInstanceId,
  region: Side,
  /** `aws rds describe-db-instances`, DbiResourceId. */
  resourceId: DbResourceId,
  /** Of a replica: the instance that it must replicate, in the other Region. */
  source: DbInstanceId.optional(),
});

/** Its backups are restored by verifications alone; no step changes a cluster yet. */
const ClusterPin = z.strictObject({
  cluster: DbClusterId,
  region: Side,
  /** `aws rds describe-db-clusters`, DbClusterResourceId. */
  resourceId: DbClusterResourceId,
});

const ZonePin = z.strictObject({
  zone: HostedZoneId,
  /** The domain that it holds. */
  name: DnsName,
  /** Known to its own VPCs only. */
  private: z.boolean(),
});

/** What the plan's names must stand for. What is not pinned is known by its name alone. */
export const Pins = z.strictObject({
  databases: z.array(DatabasePin).max(500).default([]),
  clusters: z.array(ClusterPin).max(500).default([]),
  zones: z.array(ZonePin).max(100).default([]),
});
export type Pins = z.output<typeof Pins>;
