import { type ClientRequest, type IncomingMessage, request, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Connection } from '../../../network/network.ts';
import type { World } from '../../../world.ts';
import { createDeadline } from './deadline.ts';
import type { EndpointConfig } from './endpoint-config.ts';
import { failure, failureOf, type Observation, success } from './observation.ts';

const searchedBytes = 5120;
const connectionTimedOut =
  'Connection timed out. The endpoint or the internet connection is down, or requests are being blocked by a firewall.';

const noAnswer = 'The endpoint did not answer within two seconds.';
const notContained = 'The response body does not contain the search string.';

/**
 * One look at an endpoint. It does not hold the clock: a silent endpoint must be able to miss its deadline, so whoever
 * answers holds it for as long as the answer takes.
 */
export function probe(world: World, config: EndpointConfig): Promise<Observation> {
  if (config.isTcp) return probeTcp(world, config);
  return world.network.takesWhole(config.host, config.port) ? probeWhole(world, config) : probeHttp(world, config);
}

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

const connectTo = (world: World, { host, port }: EndpointConfig): Connection => world.network.connect({ host, port });

/** The same of an endpoint in this process, whose answer comes whole: thousands of looks an hour go to one of those. */
const probeWhole = (world: World, config: EndpointConfig): Promise<Observation> =>
  new Promise((resolve) => {
    const { host, port, path: url, searchString } = config;
    const stream = world.network.connect({ host, port, whole: true });
    const end = (observation: Observation): void => {
      deadline.clear();
      resolve(observation);
      stream.destroy();
    };
    const deadline = createDeadline(world, (why) => end(failure(why)));
    deadline.set(4, connectionTimedOut);
    stream.on('error', (error) => end(failureOf(error)));
    stream.once('end', () => end(failureOf(new Error('socket hang up'))));
    stream.once('connect', () => {
      deadline.set(2, noAnswer);
      const message = { method: 'GET', url, headers: headersOf(config), body: Buffer.alloc(0) };
      stream.ask?.(message, ({ status, body }) => {
        const seen = seenIn(status);
        if (!isGood(status)) return end(failure(seen));
        const isFound =
          searchString === undefined || Buffer.from(body).subarray(0, searchedBytes).includes(searchString);
        end(isFound ? success(seen) : failure(`${seen}. ${notContained}`));
      });
    });
    stream.resume();
  });

const headersOf = (config: EndpointConfig) => ({
  host: hostHeader(config),
  'user-agent': 'Amazon-Route53-Health-Check-Service (simulation)',
  connection: 'close',
});

const hostHeader = ({ host, port, isDefaultPort }: EndpointConfig): string =>
  isDefaultPort ? host : `${host}:${port}`;

const seenIn = (status: number, statusMessage = STATUS_CODES[status] ?? ''): string =>
  `HTTP Status Code ${status}, ${statusMessage}`;

const isGood = (status: number): boolean => status >= 200 && status < 400;

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
    stream.once('connect', () => deadline.set(2, noAnswer));
    stream.on('error', (error) => end(failureOf(error)));
    const call = ask(config, stream);
    call.on('error', (error) => end(failureOf(error)));
    call.on('response', (response) => {
      const { statusCode = 0, statusMessage = '' } = response;
      const seen = seenIn(statusCode, statusMessage);
      if (!isGood(statusCode)) return end(failure(seen));
      if (config.searchString === undefined) return end(success(seen));
      deadline.set(2, 'The body of the answer did not arrive within two seconds.');
      search(response, config.searchString, (isFound) =>
        end(isFound ? success(seen) : failure(`${seen}. ${notContained}`)),
      );
    });
  });

const ask = (config: EndpointConfig, stream: Duplex): ClientRequest =>
  request({ path: config.path, headers: headersOf(config), createConnection: () => stream }).end();

/** The text may stand in the first 5,120 bytes of the body only. */
function search(response: IncomingMessage, text: string, found: (isFound: boolean) => void): void {
  let body = Buffer.alloc(0);
  response.on('data', (chunk: Buffer) => {
    body = Buffer.concat([body, chunk]).subarray(0, searchedBytes);
    if (body.includes(text)) found(true);
    else if (body.length === searchedBytes) found(false);
  });
  response.on('end', () => found(body.includes(text)));
}
