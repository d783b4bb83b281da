import { IncomingMessage, type RequestOptions, STATUS_CODES, validateHeaderName, validateHeaderValue } from 'node:http';
import type { Message, Reply } from '../../network/message.ts';
import type { SandboxSocket } from '../sandbox-socket.ts';

/** As node:http would send them; throws what it throws of a name or a value that no header can have. */
export function headersOf({ headers }: RequestOptions, host: string): Message['headers'] {
  const all: Record<string, string> = { host };
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (value === undefined) continue;
    validateHeaderName(name);
    const text = Array.isArray(value) ? value.join(', ') : String(value);
    validateHeaderValue(name, text);
    all[name.toLowerCase()] = text;
  }
  return all;
}

/** An answer that has come whole, as node:http hands it out. */
export function responseOf(socket: SandboxSocket, { status, headers, body }: Reply): IncomingMessage {
  const response: IncomingMessage = Reflect.construct(IncomingMessage, [socket]);
  response.statusCode = status;
  response.statusMessage = STATUS_CODES[status] ?? '';
  response.httpVersion = '1.1';
  response.headers = { ...headers, connection: 'keep-alive' };
  response.rawHeaders = Object.entries(headers).flat();
  response.complete = true;
  if (body.length > 0) response.push(typeof body === 'string' ? Buffer.from(body) : body);
  response.push(null);
  return response;
}
