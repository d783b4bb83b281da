import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import dynalite from 'dynalite';
import type { Clock } from '../../clock/clock.ts';

/** The store wants the form of a signature; it does not check one. */
const signature = 'AWS4-HMAC-SHA256 Credential=simulation, SignedHeaders=host, Signature=none';

/** As much of an http.IncomingMessage as the store looks at. */
class StoreRequest extends EventEmitter {
  readonly method = 'POST';
  readonly url = '/';
  readonly headers: Readonly<Record<string, string>>;
  constructor(operation: string) {
    super();
    this.headers = headersOf(operation);
  }
}

/** As much of an http.ServerResponse as the store writes. Its headers say nothing that the body does not. */
class StoreResponse {
  statusCode = 200;
  contentType = '';
  readonly #answered: (text: string) => void;
  constructor(answered: (text: string) => void) {
    this.#answered = answered;
  }
  setHeader(): void {}
  end(text = ''): void {
    this.#answered(text);
  }
}

export type Json = Readonly<Record<string, unknown>>;

/** DynamoDB's answer as it would travel: a status and a JSON object. */
export type StoreAnswer = Readonly<{ status: number; body: Json }>;

export type Store = Readonly<{ ask: (operation: string, input: Json) => Promise<StoreAnswer> }>;

/** The tables of one Region in memory. The clock is held while a request is inside. */
export function createStore(clock: Clock): Store {
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
}

/** Hands a request to the store's own listener: what it reads and writes is text, and no connection is made for it. */
const post = (server: Server, operation: string, input: Json): Promise<StoreAnswer> =>
  new Promise((resolve, reject) => {
    const request = new StoreRequest(operation);
    const response = new StoreResponse((text) => {
      try {
        resolve({ status: response.statusCode, body: jsonIn(text) });
      } catch (error) {
        reject(error);
      }
    });
    server.emit('request', request, response);
    request.emit('data', Buffer.from(JSON.stringify(input)));
    request.emit('end');
  });

function jsonIn(text: string): Json {
  const parsed: unknown = text === '' ? {} : JSON.parse(text);
  if (!isJson(parsed)) throw new TypeError('The store answered something other than a JSON object.');
  return parsed;
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

const headersOf = (operation: string): Readonly<Record<string, string>> => ({
  host: 'dynamodb',
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': `DynamoDB_20120810.${operation}`,
  'x-amz-date': 'simulation',
  authorization: signature,
});
