import type { Clock } from '../clock/clock.ts';
import { ClientSocket } from './client-socket.ts';
import { dial } from './dial.ts';
import { notFound } from './failures.ts';
import { createHosts } from './hosts.ts';
import { createLinks } from './links.ts';
import type { Reach, SimulatedNetwork } from './network.ts';

/**
 * The simulated network in memory. Modelled: names and addresses, listeners, streams between them, Regions that are cut
 * off, who reaches whom. Not modelled: latency, loss, bandwidth, TLS, UDP. A connection that a cut has silenced stays silent after `heal`, as
 * does one that was begun while the Region was cut; only new ones get through.
 */
export function createNetwork(clock: Clock): SimulatedNetwork {
  const hosts = createHosts();
  const links = createLinks();
  const cutRegions = new Set<string>();
  const cutListeners: ((region: string) => void)[] = [];
  const connectListeners: Parameters<SimulatedNetwork['onConnect']>[0][] = [];
  const paths: { reach: Reach } = { reach: () => true };
  const isCut = (region: string) => cutRegions.has(region);

  return {
    listen: hosts.listen,
    connect: (to) => {
      const near = new ClientSocket(clock);
      for (const listener of connectListeners) listener(to, near);
      process.nextTick(dial, { hosts, links, isCut, reach: paths.reach }, near, to);
      return near;
    },
    takesWhole: (host, port) => hosts.find(host)?.doors.get(port)?.answer !== undefined,
    cut: (region) => {
      if (isCut(region)) return;
      cutRegions.add(region);
      links.silence(region);
      for (const listener of cutListeners) listener(region);
    },
    heal: (region) => {
      cutRegions.delete(region);
    },
    isCut,
    useResolver: hosts.useResolver,
    useReach: (reach) => {
      paths.reach = reach;
    },
    addressOf: (name) => {
      const host = hosts.find(name);
      if (host === undefined) throw notFound(name);
      return host.address;
    },
    onCut: (listener) => {
      cutListeners.push(listener);
    },
    onConnect: (listener) => {
      connectListeners.push(listener);
    },
    close: links.destroyAll,
  };
}
