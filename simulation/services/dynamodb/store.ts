import { request, type Server } from 'node:http';
import { duplexPair } from 'node:stream';
import dynalite from 'dynalite';
import type { Clock } from '../../clock/clock.ts';

export type Json = Readonly<Record<string, unknown>>;

/** DynamoDB's answer as it would travel: a status and a JSON object. */
export type StoreAnswer = Readonly<{ status: number; body: Json }>;

export type Store = Readonly<{ ask: (operation: string, input: Json) => Promise<StoreAnswer> }>;

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

const jsonIn = (text: string): Json => {
  const parsed: unknown = text === '' ? {} : JSON.parse(text);
  if (!isJson(parsed)) throw new TypeError('The store answered something other than a JSON object.');
  return parsed;
};

/** The store wants the form of a signature; it does not check one. */
const signature = 'AWS4-HMAC-SHA256 Credential=simulation, SignedHeaders=host, Signature=none';

/** One request over a pair of streams in memory: no port, and nothing that a virtual clock would have to wait for outside. */
const post = (server: Server, operation: string, input: Json): Promise<StoreAnswer> =>
  new Promise((resolve, reject) => {
    const [near, far] = duplexPair();
    server.emit('connection', far);
    const body = JSON.stringify(input);
    const headers = {
      host: 'dynamodb',
      'content-type': 'application/x-amz-json-1.0',
      'content-length': Buffer.byteLength(body),
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'x-amz-date': 'simulation',
      authorization: signature,
    };
    const call = request({ method: 'POST', headers, createConnection: () => near }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', reject);
      response.on('end', () => {
        near.destroy();
        far.destroy();
        try {
          resolve({ status: response.statusCode ?? 0, body: jsonIn(text) });
        } catch (error) {
          reject(error);
        }
      });
    });
    call.on('error', reject);
    call.end(body);
  });

/** The tables of one Region in memory. The clock is held while a request is inside. */
export const createStore = (clock: Clock): Store => {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  return {
    ask: async (operation, input) => {
      const release = clock.hold();
      try {
        return await post(server, operation, input);
      } finally {
        release();
      }
    },
  };
};
