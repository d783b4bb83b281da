import type { HealthCheckObservation, HealthCheckRegion } from '@aws-sdk/client-route-53';
import type { Timer } from '../../../clock/clock.ts';
import type { World } from '../../../world.ts';
import type { EndpointConfig } from './endpoint-config.ts';
import type { Observation } from './observation.ts';
import { probe } from './probe.ts';

export type Checker = ReturnType<typeof createChecker>;

export type CheckerSettings = Readonly<{
  world: World;
  region: HealthCheckRegion;
  address: string;
  /** Undefined while the health check is disabled: nothing is sent then. */
  endpoint: () => EndpointConfig | undefined;
  intervalSeconds: number;
  failureThreshold: () => number;
  /** What it believes before it has looked often enough. */
  believes: boolean;
  /** Checkers do not act in step with each other. */
  firstAfterMs: number;
  onLooked: () => void;
}>;

/**
 * One health checker. It changes its mind after as many looks in a row as the failure
 * threshold says. The interval runs from an answer to the next request.
 */
export function createChecker(settings: CheckerSettings) {
  const { world, region, address } = settings;
  let isHealthy = settings.believes;
  let against = 0;
  let last: Readonly<{ at: number; observation: Observation }> | undefined;
  let timer: Timer | undefined;
  let isStopped = false;

  const take = (observation: Observation): void => {
    last = { at: world.clock.now(), observation };
    against = observation.isHealthy === isHealthy ? 0 : against + 1;
    if (against < settings.failureThreshold()) return;
    isHealthy = observation.isHealthy;
    against = 0;
  };

  const look = async (): Promise<void> => {
    const endpoint = settings.endpoint();
    if (endpoint !== undefined) {
      const observation = await probe(world, endpoint);
      if (isStopped) return;
      take(observation);
      settings.onLooked();
    }
    lookAfter(world.awsTime(settings.intervalSeconds));
  };

  const lookAfter = (ms: number): void => {
    timer = world.clock.after(ms, () => void look());
  };
  lookAfter(settings.firstAfterMs);

  return {
    isHealthy: () => isHealthy,
    observation: (): HealthCheckObservation => ({
      Region: region,
      IPAddress: address,
      ...(last === undefined
        ? {}
        : { StatusReport: { Status: last.observation.status, CheckedTime: new Date(last.at) } }),
    }),
    stop: (): void => {
      isStopped = true;
      timer?.cancel();
    },
  };
}
