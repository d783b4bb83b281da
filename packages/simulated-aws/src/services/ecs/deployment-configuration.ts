import type { DeploymentConfiguration } from '@aws-sdk/client-ecs';
import { AwsFault } from '../../call.ts';

type CircuitBreaker = Readonly<{ enable: boolean; rollback: boolean }>;

/** What a service keeps of docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html. */
export type Configuration = Readonly<{
  deploymentCircuitBreaker: CircuitBreaker;
  maximumPercent: number;
  minimumHealthyPercent: number;
}>;

/** Of a REPLICA service of which nothing else was said. */
export const usualConfiguration: Configuration = {
  deploymentCircuitBreaker: { enable: false, rollback: false },
  maximumPercent: 200,
  minimumHealthyPercent: 100,
};

/** Alarms, hooks, strategies that shift traffic, other thresholds and counts that do not reset are refused by name. */
export function configured(before: Configuration, change: DeploymentConfiguration | undefined): Configuration {
  if (change === undefined) return before;
  const { deploymentCircuitBreaker: breaker } = change;
  const after = {
    deploymentCircuitBreaker:
      breaker === undefined
        ? before.deploymentCircuitBreaker
        : { enable: breaker.enable === true, rollback: breaker.rollback === true },
    maximumPercent: change.maximumPercent ?? before.maximumPercent,
    minimumHealthyPercent: change.minimumHealthyPercent ?? before.minimumHealthyPercent,
  };
  if (after.maximumPercent <= 100 && after.minimumHealthyPercent >= 100)
    throw new AwsFault(
      'InvalidParameterException',
      'Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.',
    );
  return after;
}
