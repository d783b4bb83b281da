import type {
  CreateHealthCheckRequest,
  CreateHealthCheckResponse,
  GetHealthCheckRequest,
  GetHealthCheckResponse,
  GetHealthCheckStatusRequest,
  GetHealthCheckStatusResponse,
  HealthCheckConfig,
  ListHealthChecksRequest,
  ListHealthChecksResponse,
  UpdateHealthCheckRequest,
  UpdateHealthCheckResponse,
} from '@aws-sdk/client-route-53';
import { AwsFault } from '../../../call.ts';
import type { Random } from '../../../random.ts';
import { invalidInput, noSuchHealthCheck, required } from '../faults.ts';
import { describeCheck, type HealthChecks } from './health-checks.ts';

const pageSize = 100;

export function createHealthOperations(checks: HealthChecks, random: Random) {
  const getHealthCheck = ({ HealthCheckId }: GetHealthCheckRequest): GetHealthCheckResponse => ({
    HealthCheck: describeCheck(checks.find(required(HealthCheckId, 'HealthCheckId'))),
  });

  const listHealthChecks = (input: ListHealthChecksRequest): ListHealthChecksResponse => {
    const { Marker = '', MaxItems = pageSize } = input;
    const all = checks.all();
    const start = Marker === '' ? 0 : all.findIndex(({ id }) => id === Marker);
    if (start < 0) throw noSuchHealthCheck(Marker);
    const next = all[start + MaxItems];
    return {
      HealthChecks: all.slice(start, start + MaxItems).map(describeCheck),
      Marker,
      IsTruncated: next !== undefined,
      ...(next === undefined ? {} : { NextMarker: next.id }),
      MaxItems,
    };
  };

  /** The same reference and settings again: the same health check. */
  const createHealthCheck = (input: CreateHealthCheckRequest): CreateHealthCheckResponse => {
    const callerReference = required(input.CallerReference, 'CallerReference');
    const config = required(input.HealthCheckConfig, 'HealthCheckConfig');
    const existing = checks.all().find((check) => check.callerReference === callerReference);
    if (existing !== undefined && !isSame(existing.config, config)) {
      const message = 'A health check with this caller reference and other settings exists already.';
      throw new AwsFault('HealthCheckAlreadyExists', message, { status: 409 });
    }
    const check = existing ?? checks.add({ id: random.uuid(), callerReference, config });
    const Location = `https://route53.amazonaws.com/2013-04-01/healthcheck/${check.id}`;
    return { HealthCheck: describeCheck(check), Location };
  };

  const updateHealthCheck = (input: UpdateHealthCheckRequest): UpdateHealthCheckResponse => {
    const check = checks.find(required(input.HealthCheckId, 'HealthCheckId'));
    if (input.HealthCheckVersion !== undefined && input.HealthCheckVersion !== check.version) {
      const message = `The version of the health check is ${check.version}.`;
      throw new AwsFault('HealthCheckVersionMismatch', message, { status: 409 });
    }
    checks.change(check, updated(check.config, input));
    return { HealthCheck: describeCheck(check) };
  };

  /** What each checker saw, before inverting. Not for calculated health checks. */
  const getHealthCheckStatus = ({ HealthCheckId }: GetHealthCheckStatusRequest): GetHealthCheckStatusResponse => {
    const check = checks.find(required(HealthCheckId, 'HealthCheckId'));
    if (check.config.Type === 'CALCULATED')
      throw invalidInput('The status of a calculated health check cannot be asked for.');
    return { HealthCheckObservations: check.checkers.map((checker) => checker.observation()) };
  };

  return { getHealthCheck, listHealthChecks, createHealthCheck, updateHealthCheck, getHealthCheckStatus };
}

function isSame(left: HealthCheckConfig, right: HealthCheckConfig): boolean {
  const sorted = (config: HealthCheckConfig) => JSON.stringify(Object.entries(config).sort());
  return sorted(left) === sorted(right);
}

/** Members that were given take the place of the old ones; the others stay. */
function updated(config: HealthCheckConfig, input: UpdateHealthCheckRequest): HealthCheckConfig {
  const { HealthCheckId: _id, HealthCheckVersion: _version, ResetElements = [], ...changes } = input;
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const next: HealthCheckConfig = { ...config, ...given };
  for (const element of ResetElements) delete next[element];
  return next;
}
