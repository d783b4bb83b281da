import { type HealthCheck, type HealthCheckConfig, HealthCheckRegion } from '@aws-sdk/client-route-53';
import type { World } from '../../../world.ts';
import { noSuchHealthCheck } from '../faults.ts';
import { checkConfig } from './check-config.ts';
import { type Checker, createChecker } from './checker.ts';
import { endpointOf } from './endpoint-config.ts';

/** More than this share of the checkers must find the endpoint healthy. */
const healthyShare = 0.18;

/** One checker in each of Route 53's eight Regions for them, where AWS has several. */
const checkerRegions = Object.values(HealthCheckRegion);

export type Check = {
  readonly id: string;
  readonly callerReference: string;
  config: HealthCheckConfig;
  version: number;
  checkers: readonly Checker[];
  /** The status that was last told to onlookers. */
  told: boolean;
};

export type NewCheck = Readonly<{ id: string; callerReference: string; config: HealthCheckConfig }>;

export const describeCheck = ({ id, callerReference, config, version }: Check): HealthCheck => ({
  Id: id,
  CallerReference: callerReference,
  HealthCheckConfig: { ...config },
  HealthCheckVersion: version,
});

/**
 * Health checks and their state: docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html.
 * The name servers know of a change of state at once; AWS needs some seconds more.
 */
export const createHealthChecks = (world: World) => {
  const checks = new Map<string, Check>();

  const find = (id: string): Check => {
    const check = checks.get(id);
    if (check === undefined) throw noSuchHealthCheck(id);
    return check;
  };

  const measured = ({ config, checkers }: Check): boolean => {
    if (config.Type !== 'CALCULATED')
      return checkers.filter((checker) => checker.isHealthy()).length > healthyShare * checkers.length;
    const children = config.ChildHealthChecks ?? [];
    return children.filter((child) => isHealthy(find(child))).length >= (config.HealthThreshold ?? 0);
  };

  /** A disabled check counts as healthy; inverting comes last, so that inverted and disabled is unhealthy. */
  const isHealthy = (check: Check): boolean => {
    const status = check.config.Disabled === true || measured(check);
    return check.config.Inverted === true ? !status : status;
  };

  const tellChanges = (): void => {
    for (const check of checks.values()) {
      const status = isHealthy(check);
      if (status === check.told) continue;
      check.told = status;
      const resource = `healthcheck/${check.id}`;
      const event = {
        kind: 'resource',
        at: world.clock.now(),
        service: 'route53',
        resource,
        region: 'global',
      } as const;
      world.tell({ ...event, status: status ? 'healthy' : 'unhealthy' });
    }
  };

  const startCheckers = (check: Check): void => {
    for (const checker of check.checkers) checker.stop();
    const { Type, RequestInterval = 30, Regions = [] } = check.config;
    const regions = Type === 'CALCULATED' ? [] : Regions.length > 0 ? Regions : checkerRegions;
    check.checkers = regions.map((region, index) =>
      createChecker({
        world,
        region,
        address: `15.177.${index}.1`,
        endpoint: () => (check.config.Disabled === true ? undefined : endpointOf(check.config)),
        intervalSeconds: RequestInterval,
        failureThreshold: () => check.config.FailureThreshold ?? 3,
        firstAfterMs: world.awsTime((RequestInterval * index) / regions.length),
        onLooked: tellChanges,
      }),
    );
  };

  const add = ({ id, callerReference, config }: NewCheck): Check => {
    checkConfig(config, (child) => find(child).config.Type ?? 'HTTP');
    const check: Check = { id, callerReference, config, version: 1, checkers: [], told: true };
    checks.set(id, check);
    startCheckers(check);
    check.told = isHealthy(check);
    return check;
  };

  /** Another choice of Regions starts with new checkers, which believe in the endpoint again. */
  const change = (check: Check, config: HealthCheckConfig): void => {
    checkConfig(config, (child) => find(child).config.Type ?? 'HTTP');
    const isRegionsChange = JSON.stringify(config.Regions) !== JSON.stringify(check.config.Regions);
    check.config = config;
    check.version += 1;
    if (isRegionsChange) startCheckers(check);
    tellChanges();
  };

  return {
    find,
    add,
    change,
    all: (): readonly Check[] => [...checks.values()],
    isHealthy: (id: string): boolean => isHealthy(find(id)),
    close: (): void => {
      for (const check of checks.values()) for (const checker of check.checkers) checker.stop();
    },
  };
};

export type HealthChecks = ReturnType<typeof createHealthChecks>;
