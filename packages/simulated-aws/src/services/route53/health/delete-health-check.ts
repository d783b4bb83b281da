import type { DeleteHealthCheckRequest, DeleteHealthCheckResponse } from '@aws-sdk/client-route-53';
import { notSimulated } from '../../../call.ts';
import { required } from '../faults.ts';
import type { Zones } from '../zones.ts';
import type { HealthChecks } from './health-checks.ts';

/** Of what still refers to one that was deleted, AWS says that its status cannot be predicted; so that is refused. */
export function createDeleteHealthCheck(checks: HealthChecks, zones: Zones) {
  const isNamed = (id: string): boolean =>
    zones.all().some(({ records }) => records.some(({ HealthCheckId }) => HealthCheckId === id));
  const isChild = (id: string): boolean =>
    checks.all().some(({ config }) => (config.ChildHealthChecks ?? []).includes(id));

  return ({ HealthCheckId }: DeleteHealthCheckRequest): DeleteHealthCheckResponse => {
    const check = checks.find(required(HealthCheckId, 'HealthCheckId'));
    if (isNamed(check.id) || isChild(check.id))
      throw notSimulated('route53:DeleteHealthCheck of one that a record or another health check refers to');
    checks.remove(check);
    return {};
  };
}
