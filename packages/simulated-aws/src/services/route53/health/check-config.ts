import type { HealthCheckConfig, HealthCheckType } from '@aws-sdk/client-route-53';
import { notSimulated } from '../../../call.ts';
import { invalidInput, required } from '../faults.ts';
import { endpointOf } from './endpoint-config.ts';

const notModelled: readonly (HealthCheckType | undefined)[] = ['CLOUDWATCH_METRIC', 'RECOVERY_CONTROL'];
const mostChildren = 255;
const fewestRegions = 3;

/** Throws what Route 53 answers to settings that cannot be. `typeOf` throws for a health check that is not there. */
export function checkConfig(config: HealthCheckConfig, typeOf: (id: string) => HealthCheckType | undefined): void {
  required(config.Type, 'Type');
  if (notModelled.includes(config.Type)) throw notSimulated(`route53 health check of type ${config.Type}`);
  if (config.Type === 'CALCULATED') checkCalculated(config, typeOf);
  else checkEndpoint(config);
}

function checkCalculated(config: HealthCheckConfig, typeOf: (id: string) => HealthCheckType | undefined): void {
  const children = required(config.ChildHealthChecks, 'ChildHealthChecks');
  required(config.HealthThreshold, 'HealthThreshold');
  if (children.length > mostChildren) throw invalidInput(`A health check can have ${mostChildren} children at most`);
  if (children.some((child) => typeOf(child) === 'CALCULATED'))
    throw invalidInput('A calculated health check cannot monitor another calculated health check');
}

function checkEndpoint(config: HealthCheckConfig): void {
  const { Type, FailureThreshold: threshold = 3, RequestInterval: interval = 30, Regions, SearchString } = config;
  if (config.IPAddress !== undefined) throw notSimulated('route53 health check of an IPAddress');
  endpointOf(config);
  if (Type?.endsWith('_STR_MATCH') === true && !SearchString)
    throw invalidInput(`Invalid parameter : SearchString must be given for type ${Type}`);
  if (interval !== 10 && interval !== 30) throw invalidInput('Invalid parameter : RequestInterval must be 10 or 30');
  if (threshold < 1 || threshold > 10) throw invalidInput('Invalid parameter : FailureThreshold must be from 1 to 10');
  if (Regions !== undefined && Regions.length > 0 && Regions.length < fewestRegions)
    throw invalidInput(`Invalid parameter : at least ${fewestRegions} Regions must be given`);
}
