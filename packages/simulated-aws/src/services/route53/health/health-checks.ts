import type { HealthCheck, HealthCheckConfig, HealthCheckType } from '@aws-sdk/client-route-53';
import type { World } from '../../../world.ts';
import { noSuchHealthCheck } from '../faults.ts';
import { checkConfig } from './check-config.ts';
import { type Check, createStatus } from './health-status.ts';
import { startCheckers } from './start-checkers.ts';

export type HealthChecks = ReturnType<typeof createHealthChecks>;

export const describeCheck = ({ id, callerReference, config, version }: Check): HealthCheck => ({
  Id: id,
  CallerReference: callerReference,
  HealthCheckConfig: { ...config },
  HealthCheckVersion: version,
});

/** A new health check believes in its endpoint; one that has stood for long may be known to find it unhealthy. */
export type NewCheck = Readonly<{
  id: string;
  callerReference: string;
  config: HealthCheckConfig;
  believes?: boolean;
}>;

/**
 * Health checks and their state: docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html.
 * The name servers know of a change of state at once; AWS needs some seconds more.
 */
export function createHealthChecks(world: World) {
  const checks = new Map<string, Check>();

  const find = (id: string): Check => {
    const check = checks.get(id);
    if (check === undefined) throw noSuchHealthCheck(id);
    return check;
  };

  const typeOf = (id: string): HealthCheckType | undefined => find(id).config.Type;
  const isHealthy = createStatus(find);
  const start = (check: Check, believes: boolean): void =>
    startCheckers({ world, check, believes, onLooked: tellChanges });

  const tellChanges = (): void => {
    for (const check of checks.values()) {
      const status = isHealthy(check);
      if (status === check.told) continue;
      check.told = status;
      tell(world, check.id, status);
    }
  };

  const add = ({ id, callerReference, config, believes = true }: NewCheck): Check => {
    checkConfig(config, typeOf);
    const check: Check = { id, callerReference, config, version: 1, checkers: [], told: true };
    checks.set(id, check);
    start(check, believes);
    check.told = isHealthy(check);
    return check;
  };

  /** Another choice of Regions starts with new checkers, which believe in the endpoint again. */
  const change = (check: Check, config: HealthCheckConfig): void => {
    checkConfig(config, typeOf);
    const isRegionsChange = JSON.stringify(config.Regions) !== JSON.stringify(check.config.Regions);
    check.config = config;
    check.version += 1;
    if (isRegionsChange) start(check, true);
    tellChanges();
  };

  return {
    find,
    add,
    change,
    remove: (check: Check): void => {
      for (const checker of check.checkers) checker.stop();
      checks.delete(check.id);
    },
    all: (): readonly Check[] => [...checks.values()],
    isHealthy: (id: string): boolean => isHealthy(find(id)),
    close: (): void => {
      for (const check of checks.values()) for (const checker of check.checkers) checker.stop();
    },
  };
}

function tell(world: World, id: string, isHealthy: boolean): void {
  const event = { kind: 'resource', at: world.clock.now(), service: 'route53', region: 'global' } as const;
  world.tell({ ...event, resource: `healthcheck/${id}`, status: isHealthy ? 'healthy' : 'unhealthy' });
}
