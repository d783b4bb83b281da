import { AwsFault } from '../../call.ts';
import type { World } from '../../world.ts';

/**
 * Five requests a second for the whole account, counted over the last second of AWS's time
 * (docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html, "Quotas on API requests").
 */
export function createQuota(world: World, requestsPerSecond: number) {
  let accepted: readonly number[] = [];
  return {
    take: (): void => {
      const now = world.clock.now();
      accepted = accepted.filter((at) => at > now - world.awsTime(1));
      if (accepted.length >= requestsPerSecond) throw new AwsFault('Throttling', 'Rate exceeded');
      accepted = [...accepted, now];
    },
  };
}
