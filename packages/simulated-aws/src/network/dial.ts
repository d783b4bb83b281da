import { isIP } from 'node:net';
import type { ClientSocket } from './client-socket.ts';
import { End } from './end.ts';
import { notFound, refused } from './failures.ts';
import type { Door, Host, Hosts } from './hosts.ts';
import type { Link, Links } from './links.ts';
import type { Network, Reach } from './network.ts';

type Dialling = Readonly<{ hosts: Hosts; links: Links; isCut: (region: string) => boolean; reach: Reach }>;

type Target = Parameters<Network['connect']>[0];

/** Connects, hangs or fails, a tick after it was asked for. */
export function dial(dialling: Dialling, near: ClientSocket, to: Target): void {
  if (near.destroyed) return;
  const host = dialling.hosts.find(to.host);
  if (host !== undefined) establish(dialling, near, { host, to });
  else near.destroy(isIP(to.host) ? refused(to.host, to.port) : notFound(to.host));
}

function establish(
  { links, isCut, reach }: Dialling,
  near: ClientSocket,
  { host, to }: { host: Host; to: Target },
): void {
  const door = host.doors.get(to.port);
  const regions = [door === undefined ? host.region : door.region, to.from];
  const isOutOfReach = to.standing !== undefined && !reach(to.standing, host.name);
  if (isOutOfReach || regions.some((region) => region !== undefined && isCut(region))) {
    links.add({ near, regions });
  } else if (door === undefined) {
    near.destroy(refused(host.address, to.port));
  } else {
    if (to.whole === true && door.answer !== undefined) links.add({ near: near.answeredBy(door.answer), regions });
    else tie({ near, regions }, door, links);
    near.connected(host.address, to.port);
  }
}

function tie({ near, regions }: Link, door: Door, links: Links): void {
  const far = new End({ allowHalfOpen: true });
  End.tie(near, far);
  links.add({ near, far, regions });
  door.accept(far);
}
