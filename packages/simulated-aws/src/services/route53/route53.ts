import type { HealthCheckConfig } from '@aws-sdk/client-route-53';
import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import type { MetricSink } from '../cloudwatch/cloudwatch.ts';
import { createDataPlane } from './data-plane.ts';
import { createHealthChecks } from './health/health-checks.ts';
import { publishHealth } from './health/publish-health.ts';
import { createOperations, type Route53Settings } from './operations.ts';
import { route53ConditionKeys, route53Resources } from './resources.ts';
import { createZones } from './zones.ts';

/** "Usually within 60 seconds": docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html */
const documented: Route53Settings = {
  propagationSeconds: { least: 30, most: 60 },
  processingSeconds: 0.3,
  requestsPerSecond: 5,
};

/** Where the metrics of health checks go; without it nobody is told of them. */
type Sinks = Readonly<{ metrics?: MetricSink }>;

/**
 * Amazon Route 53: zones, records and health checks.
 *
 * Models: a control plane in us-east-1; a data plane and health checkers that live nowhere, so that no cut reaches them;
 * simple, failover, weighted, multivalue, latency and geolocation records, wildcards, aliases, of all types that lead a client somewhere (A, AAAA,
 * CNAME, HTTPS, SVCB); endpoint and calculated health checks that really connect.
 * From: docs.aws.amazon.com/Route53/latest/APIReference,
 * docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html,
 * docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html
 * docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html, routing-policy.html
 * Not modelled: geoproximity, CIDR collections and traffic policies, how far Regions are from each other, health of AWS resources behind an alias,
 * IPv6 of load balancers, health checks of IP addresses, CloudWatch alarms and routing controls, private zones in the data plane, edge locations that disagree, DNSSEC,
 * TLS of HTTPS checks.
 */
export function createRoute53(world: World, { metrics, ...settings }: Partial<Route53Settings> & Sinks = {}) {
  const chosen = { ...documented, ...settings };
  const zones = createZones();
  const checks = createHealthChecks(world);
  const stopPublishing = metrics === undefined ? () => undefined : publishHealth(world, checks, metrics);
  const operations = createOperations({ world, zones, checks, settings: chosen });
  const addressOf = (host: string): string | undefined => {
    try {
      return world.network.addressOf(host);
    } catch {
      return undefined;
    }
  };
  const dataPlane = createDataPlane({ zones: zones.all, isHealthy: checks.isHealthy, addressOf, random: world.random });

  return {
    name: 'route53',
    operations,
    resources: route53Resources,
    conditionKeysOf: route53ConditionKeys,
    close: (): void => {
      stopPublishing();
      checks.close();
    },
    resolver: dataPlane.resolver,
    hostBehind: dataPlane.hostBehind,
    addZone: zones.add,
    addRecord: zones.addRecord,
    /** A health check that stands already, and what its checkers have found, before any inverting. Returns its id. */
    addHealthCheck: (config: HealthCheckConfig, id = world.random.uuid(), isEndpointHealthy = true): string =>
      checks.add({ id, callerReference: `simulation-${id}`, config, believes: isEndpointHealthy }).id,
    isHealthy: checks.isHealthy,
  } satisfies SimulatedService & Record<string, unknown>;
}
