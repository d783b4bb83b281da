import type { IncomingMessage, ServerResponse } from 'node:http';
import { readHost } from './hosts.ts';

/**
 * Requests that no AWS client of this machine has made: the simulation checks no signatures, so whatever reaches its port may
 * do everything. A page in a browser can reach it, under its own name for 127.0.0.1 (DNS rebinding) or as another origin.
 */
const ownNames = ['127.0.0.1', 'localhost', '[::1]'];
const httpPort = 80;

type Refusal = Readonly<{ status: number; says: string }>;

/** Undefined: an AWS client's request. A page is told nothing, and no CORS header lets it ask again. */
export function refusalOf({ headers, socket, url }: IncomingMessage): Refusal | undefined {
  if (isOfPage(headers)) return { status: 403, says: '' };
  const { localPort = 0 } = socket;
  if (isPlainTarget(url) && isHostOfOurs(headers.host ?? '', localPort)) return undefined;
  return { status: 421, says: `This simulated AWS is at 127.0.0.1:${localPort}, and answers to no other name.\n` };
}

/**
 * Browsers send Origin with what may change something, and say of each request to 127.0.0.1 whose page it is
 * (w3.org/TR/fetch-metadata): only an address that a person typed is `none`.
 */
const isOfPage = ({ origin, 'sec-fetch-site': site = 'none' }: IncomingMessage['headers']): boolean =>
  origin !== undefined || site !== 'none';

/** A target such as http://name/ would name another host than the header does. */
const isPlainTarget = (url: string | undefined): boolean => url?.startsWith('/') === true;

/** An AWS client that was told the port only, or one behind a name of AWS that leads here, as in /etc/hosts. */
function isHostOfOurs(host: string, port: number): boolean {
  const name = host.toLowerCase();
  const isOwn = ownNames.some((own) => name === `${own}:${port}` || (port === httpPort && name === own));
  return isOwn || readHost(name) !== undefined;
}

/** Nothing of the request is read, and nothing more comes over its connection. */
export function turnAway(response: ServerResponse, { status, says }: Refusal): void {
  const length = String(Buffer.byteLength(says));
  response.writeHead(status, { 'content-type': 'text/plain', 'content-length': length, connection: 'close' });
  response.end(says);
}
