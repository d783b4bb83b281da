import type { ListResourceRecordSetsRequest } from '@aws-sdk/client-route-53';
import type { Operation } from '../../service.ts';
import type { World } from '../../world.ts';
import { type ChangeSettings, createChanges } from './changes.ts';
import { createDeleteHealthCheck } from './health/delete-health-check.ts';
import type { HealthChecks } from './health/health-checks.ts';
import { createHealthOperations } from './health/health-operations.ts';
import { listRecords } from './list-records.ts';
import { createZoneReads } from './list-zones.ts';
import { createQuota } from './quota.ts';
import { createZoneOperations } from './zone-operations.ts';
import type { Zones } from './zones.ts';

export type Route53Settings = ChangeSettings & Readonly<{ requestsPerSecond: number }>;

type Dependencies = Readonly<{ world: World; zones: Zones; checks: HealthChecks; settings: Route53Settings }>;

/** The control plane. Every request counts against one quota, whatever it asks. */
export function createOperations({ world, zones, checks, settings }: Dependencies) {
  const quota = createQuota(world, settings.requestsPerSecond);
  const changes = createChanges({ world, zones, settings, checkHealthCheck: checks.find });
  const reads = createZoneReads(zones);
  const health = createHealthOperations(checks, world.random);
  const made = createZoneOperations({ zones, random: world.random, begin: changes.begin });

  const operations: Record<string, Operation['handle']> = {
    ListHostedZones: reads.listHostedZones,
    ListHostedZonesByName: reads.listHostedZonesByName,
    GetHostedZone: reads.getHostedZone,
    ListResourceRecordSets: (input: ListResourceRecordSetsRequest) => listRecords(zones, input),
    ChangeResourceRecordSets: changes.changeResourceRecordSets,
    GetChange: changes.getChange,
    GetHealthCheck: health.getHealthCheck,
    ListHealthChecks: health.listHealthChecks,
    CreateHealthCheck: health.createHealthCheck,
    UpdateHealthCheck: health.updateHealthCheck,
    GetHealthCheckStatus: health.getHealthCheckStatus,
    GetHealthCheckCount: () => ({ HealthCheckCount: checks.all().length }),
    DeleteHealthCheck: createDeleteHealthCheck(checks, zones),
    CreateHostedZone: made.createHostedZone,
    DeleteHostedZone: made.deleteHostedZone,
    GetHostedZoneCount: made.getHostedZoneCount,
  };
  const counted = Object.entries(operations).map(([name, handle]): [string, Operation['handle']] => [
    name,
    (input, call) => {
      quota.take();
      return handle(input, call);
    },
  ]);
  return Object.fromEntries(counted);
}
