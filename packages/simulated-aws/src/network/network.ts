import type { Duplex } from 'node:stream';
import type { Standing } from '../services/ec2/vpc.ts';
import type { ClientSocket } from './client-socket.ts';
import type { Answer } from './message.ts';

/**
 * The simulated network: every host of the rehearsal, wherever its real port is. Connections are streams in memory whose
 * far end is handed to the listener; a listener that stands for a real server pipes them to its port on 127.0.0.1.
 * TLS is not modelled: what Lambda sends to port 443 travels in the clear, inside this process.
 */
export type Listener = Readonly<{ close: () => void }>;

type To = Readonly<{
  host: string;
  port: number;
  from?: string | undefined;
  by?: string | undefined;
  standing?: Standing | undefined;
  whole?: boolean | undefined;
}>;

/** Without `ask` it takes bytes only. */
export type Connection = Duplex & Partial<Pick<ClientSocket, 'ask'>>;

export type Network = Readonly<{
  /** `region` is the place that a cut silences; absent for what is global (Route 53's data plane). */
  listen: (
    at: { host: string; port: number; region?: string | undefined },
    accept: (stream: Duplex) => void,
    /** Where both ends are in this process, HTTP need not be written down and read again: see `connect`. */
    answer?: Answer,
  ) => Listener;
  /**
   * A stream that emits `connect`, or fails as Node's sockets fail: ENOTFOUND for an unknown name, ECONNREFUSED where
   * nobody listens, and silence for ever where the Region is cut. `from` is the Region of whoever connects, where that
   * matters: nothing leaves a cut Region either; `by` a name for whoever connects, where one is known;
   * `standing` the place that they stand in: without one they are people of the scene, whom no VPC keeps out. `whole`, where `takesWhole`
   * says so: requests are handed over whole (`ClientSocket.ask`), and no byte passes.
   */
  connect: (to: To) => Connection;
  /** Whether whoever listens there takes requests whole. */
  takesWhole: (host: string, port: number) => boolean;
  /** Nothing from or to the Region passes any more: new connections hang, open ones fall silent. */
  cut: (region: string) => void;
  heal: (region: string) => void;
  isCut: (region: string) => boolean;
  /** How names that nobody listens under are resolved: canonical name of the end of the chain, or undefined. */
  useResolver: (resolve: (host: string) => string | undefined) => void;
  /** The address that the simulation gave to a host (203.0.113.0/24 and 198.51.100.0/24, RFC 5737). */
  addressOf: (host: string) => string;
  close: () => void;
}>;

/** Whether packets arrive at a host. */
export type Reach = (standing: Standing, host: string) => boolean;

/** What `createNetwork` gives: a network that also tells of each cut, and of each connection before it is made, at the moment when it happens. */
export type SimulatedNetwork = Network &
  Readonly<{
    /** Who reaches which host by its name; without it everybody does. What does not arrive is dropped, and nobody says so. */
    useReach: (reach: Reach) => void;
    onCut: (listener: (region: string) => void) => void;
    /** The listener may end the connection, silence it, or choose what arrives of it (`ClientSocket.admit`). */
    onConnect: (listener: (to: Parameters<Network['connect']>[0], near: ClientSocket) => void) => void;
  }>;
