import { type ClientRequest, type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { whyNotToAsk } from '../contracts/askable-host.ts';
import { createAskableLookup, notAskable, type WhyNotToAsk } from './askable-lookup.ts';

const bytesRead = 5120;

type EndpointRequest = Readonly<{
  url: string;
  method: string;
  timeoutSeconds: number;
  headers?: Readonly<Record<string, string>>;
}>;

export type EndpointAnswer = Readonly<{
  status: number;
  /** The beginning of the body, as much as Route 53 looks at. */
  body: string;
}>;

/** One request, no redirect followed. Throws what Node throws, EndpointTimeout, or EndpointNotAskable before it connects. */
export type AskEndpoint = (request: EndpointRequest) => Promise<EndpointAnswer>;

/**
 * The time is for all of it: name, connection, answer. Each request has a connection of its own, as a client's first has. Node
 * resolves names only: an address that stands in the URL is judged before.
 */
export function createAskEndpoint(why: WhyNotToAsk = whyNotToAsk): AskEndpoint {
  return ({ url, method, timeoutSeconds, headers = {} }) =>
    new Promise((resolve, reject) => {
      const objection = why(new URL(url).hostname);
      if (objection !== undefined) return reject(notAskable(objection));
      const lookup = createAskableLookup(undefined, why);
      const sent = { 'user-agent': 'lifeboat', ...headers };
      const request = send(url, { method, agent: false, headers: sent, lookup });
      const timer = setTimeout(() => request.destroy(timeout(timeoutSeconds)), timeoutSeconds * 1000);
      const end = () => {
        clearTimeout(timer);
        request.destroy();
      };
      request.once('response', (response) => {
        const status = response.statusCode ?? 0;
        readBeginning(response)
          .then((body) => resolve({ status, body }), reject)
          .finally(end);
      });
      request.on('error', (error) => {
        clearTimeout(timer);
        reject(error);
      });
      request.end();
    });
}

function send(url: string, options: RequestOptions): ClientRequest {
  return url.startsWith('https:') ? requestHttps(url, options) : requestHttp(url, options);
}

function timeout(seconds: number): Error {
  return Object.assign(new Error(`no complete answer within ${seconds} s`), {
    name: 'EndpointTimeout',
    code: 'ETIMEDOUT',
  });
}

async function readBeginning(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    length += bytes.length;
    if (length >= bytesRead) break;
  }
  return Buffer.concat(chunks).subarray(0, bytesRead).toString('utf8');
}

export const askEndpoint = createAskEndpoint();
