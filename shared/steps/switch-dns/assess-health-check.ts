import type { HealthCheckConfig } from '@aws-sdk/client-route-53';
import type { Finding } from '../../contracts/finding.ts';
import type { HealthSpec } from '../../contracts/specs/switch-dns.ts';
import { blocker, doubt, warning } from '../../executor/findings.ts';

/**
 * Why the switch would do nothing. What is disabled counts as healthy, and inverting comes after that: a check that is both is
 * always unhealthy (docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html, Disabled).
 */
export function switchObjection(
  { healthCheck }: HealthSpec,
  { Inverted = false, Disabled = false }: HealthCheckConfig,
): string | undefined {
  const check = `health check ${healthCheck}`;
  if (Disabled && !Inverted) return `${check} is disabled, which counts as healthy: the name would stay where it is`;
  return Inverted ? undefined : `${check} is not inverted: the switch would do nothing`;
}

/**
 * What AWS makes of the settings of the health check that follows the switch. Whether one that looks at something else follows it, too (by
 * another name of the bucket, by a balancer before it), is for a person to say before anything is fenced.
 */
export function assessHealthCheck(spec: HealthSpec, config: HealthCheckConfig): Finding[] {
  const { Type, Inverted, Disabled, FullyQualifiedDomainName = '', ResourcePath = '' } = config;
  const address = `${FullyQualifiedDomainName}${ResourcePath}`;
  const isOfSwitch = address.includes(spec.switch.bucket) && address.includes(spec.switch.key);
  const check = `health check ${spec.healthCheck}`;
  const objection = switchObjection(spec, config);
  return [
    ...(objection === undefined ? [] : [blocker(objection)]),
    ...(Disabled === true && Inverted === true
      ? [warning(`${check} is disabled and inverted, which counts as unhealthy: the name leads to the standby already`)]
      : []),
    ...(Type === 'TCP' ? [doubt(`${check} only opens a TCP connection, which says nothing about the switch`)] : []),
    ...(isOfSwitch || Type === 'CALCULATED'
      ? []
      : [doubt(`${check} looks at ${address}, which does not name the switch: the name may stay where it is`)]),
  ];
}
