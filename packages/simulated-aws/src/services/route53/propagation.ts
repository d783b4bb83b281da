import type { ChangeInfo } from '@aws-sdk/client-route-53';
import type { World } from '../../world.ts';
import type { Zone } from './zones.ts';

/** How long it takes until every name server answers a change: between these, drawn anew for each change. */
export type PropagationSeconds = Readonly<{ least: number; most: number }>;

/** From PENDING to INSYNC. The name servers of the simulation all change together, at its end. */
export function createPropagation(world: World, { least, most }: PropagationSeconds) {
  const { clock, random } = world;

  const tell = (zone: Zone, status: 'PENDING' | 'INSYNC'): void => {
    const event = { kind: 'resource', at: clock.now(), service: 'route53', region: 'global' } as const;
    world.tell({ ...event, resource: zone.name, status });
  };

  return (zone: Zone, info: ChangeInfo): void => {
    tell(zone, 'PENDING');
    const seconds = least + random.next() * (most - least);
    // A later change never overtakes an earlier one of the same zone.
    zone.inSyncAt = Math.max(zone.inSyncAt, clock.now() + world.awsTime(seconds));
    const { records } = zone;
    clock.after(zone.inSyncAt - clock.now(), () => {
      zone.published = records;
      info.Status = 'INSYNC';
      tell(zone, 'INSYNC');
    });
  };
}
