import type { Duplex } from 'node:stream';
import type { Listener, Network } from '../../../network/network.ts';
import type { Database } from '../../../postgres/database.ts';

/** A place that is always cut: what stands there is reached by nobody, and answers nobody. */
const behindClosedGroup = 'behind-closed-security-group';

type Place = Readonly<{ host: string; port: number; region: string }>;

/**
 * `open`: connections reach the server. `fenced`: no security group lets them in, so that their packets are dropped.
 * `shut`: nobody listens; they are refused.
 */
type DoorState = 'open' | 'fenced' | 'shut';

/** The endpoint of an instance on the network, and the connections that came in by it. */
export type Door = Readonly<{
  become: (state: DoorState) => void;
  /** What a shutdown of the server does to its clients. */
  hangUp: () => void;
  connections: () => number;
}>;

/**
 * A change of security groups concerns new connections only: those that are tracked go on until they end or time out
 * (docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html). Hence `fenced` leaves open
 * connections as they are; `hangUp` ends them.
 */
export function createDoor(network: Network, place: Place, databaseOf: () => Database | undefined): Door {
  const streams = new Set<Duplex>();
  let state: DoorState = 'shut';
  let listener: Listener | undefined;
  network.cut(behindClosedGroup);

  const accept = (stream: Duplex): void => {
    streams.add(stream);
    stream.once('close', () => streams.delete(stream));
    const database = databaseOf();
    if (database === undefined) stream.destroy();
    else database.accept(stream);
  };

  const become = (next: DoorState): void => {
    if (next === state) return;
    state = next;
    listener?.close();
    listener = undefined;
    if (next === 'open') listener = network.listen(place, accept);
    if (next === 'fenced')
      listener = network.listen({ ...place, region: behindClosedGroup }, (stream) => stream.destroy());
  };

  const hangUp = (): void => {
    for (const stream of streams) stream.destroy();
    streams.clear();
  };

  return { become, hangUp, connections: () => streams.size };
}
