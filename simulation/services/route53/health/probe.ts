import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';
import type { World } from '../../../world.ts';
import { createDeadline } from './deadline.ts';
import type { EndpointConfig } from './endpoint-config.ts';
import { failure, failureOf, type Observation, success } from './observation.ts';

const searchedBytes = 5120;
const connectionTimedOut =
  'Connection timed out. The endpoint or the internet connection is down, or requests are being blocked by a firewall.';

const connectTo = (world: World, { host, port }: EndpointConfig): Duplex => world.network.connect({ host, port });

const isGood = (status: number): boolean => status >= 200 && status < 400;

/** The port alone, within ten seconds; whatever stands behind it may be broken. */
const probeTcp = (world: World, config: EndpointConfig): Promise<Observation> =>
  new Promise((resolve) => {
    const stream = connectTo(world, config);
    const end = (observation: Observation): void => {
      deadline.clear();
      resolve(observation);
      stream.destroy();
    };
    const deadline = createDeadline(world, (why) => end(failure(why)));
    deadline.set(10, connectionTimedOut);
    stream.once('connect', () => end(success('The TCP connection was established.')));
    stream.on('error', (error) => end(failureOf(error)));
  });

const hostHeader = ({ host, port, isDefaultPort }: EndpointConfig): string =>
  isDefaultPort ? host : `${host}:${port}`;

const ask = (config: EndpointConfig, stream: Duplex): ClientRequest =>
  request({
    path: config.path,
    headers: {
      host: hostHeader(config),
      'user-agent': 'Amazon-Route53-Health-Check-Service (simulation)',
      connection: 'close',
    },
    createConnection: () => stream,
  }).end();

/** The text may stand in the first 5,120 bytes of the body only. */
const search = (response: IncomingMessage, text: string, found: (isFound: boolean) => void): void => {
  let body = Buffer.alloc(0);
  response.on('data', (chunk: Buffer) => {
    body = Buffer.concat([body, chunk]).subarray(0, searchedBytes);
    if (body.includes(text)) found(true);
    else if (body.length === searchedBytes) found(false);
  });
  response.on('end', () => found(body.includes(text)));
};

/** Connection within four seconds, status within two, and where a text is searched the body within two more. */
const probeHttp = (world: World, config: EndpointConfig): Promise<Observation> =>
  new Promise((resolve) => {
    const stream = connectTo(world, config);
    const end = (observation: Observation): void => {
      deadline.clear();
      resolve(observation);
      call.destroy();
      stream.destroy();
    };
    const deadline = createDeadline(world, (why) => end(failure(why)));
    deadline.set(4, connectionTimedOut);
    stream.once('connect', () => deadline.set(2, 'The endpoint did not answer within two seconds.'));
    stream.on('error', (error) => end(failureOf(error)));
    const call = ask(config, stream);
    call.on('error', (error) => end(failureOf(error)));
    call.on('response', (response) => {
      const { statusCode = 0, statusMessage = '' } = response;
      const seen = `HTTP Status Code ${statusCode}, ${statusMessage}`;
      if (!isGood(statusCode)) return end(failure(seen));
      if (config.searchString === undefined) return end(success(seen));
      deadline.set(2, 'The body of the answer did not arrive within two seconds.');
      search(response, config.searchString, (isFound) =>
        end(isFound ? success(seen) : failure(`${seen}. The response body does not contain the search string.`)),
      );
    });
  });

/**
 * One look at an endpoint. It does not hold the clock: a silent endpoint must be able to miss its deadline, so whoever
 * answers holds it for as long as the answer takes.
 */
export const probe = (world: World, config: EndpointConfig): Promise<Observation> =>
  config.isTcp ? probeTcp(world, config) : probeHttp(world, config);
