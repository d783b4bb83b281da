import type { HealthCheckConfig } from '@aws-sdk/client-route-53';
import type { Checker } from './checker.ts';

/** More than this share of the checkers must find the endpoint healthy. */
const healthyShare = 0.18;

export type Check = {
  readonly id: string;
  readonly callerReference: string;
  config: HealthCheckConfig;
  version: number;
  checkers: readonly Checker[];
  /** The status that was last told to onlookers. */
  told: boolean;
};

/** docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html */
export function createStatus(find: (id: string) => Check) {
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

  return isHealthy;
}
