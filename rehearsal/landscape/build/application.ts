import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Pool } from 'pg';

/**
 * The protected service of a rehearsal: a small, real HTTP service that keeps rows in PostgreSQL. One a task. Its health is
 * deep: it says ok only when its database takes writes.
 */
export type ApplicationSettings = Readonly<{
  region: string;
  /** Opens a connection to the database; where it stands is what the task's configuration says at that moment. */
  openDatabase: () => Duplex;
  user: string;
  password: string;
  database: string;
  /** What a client must bring to write. */
  token: string;
}>;

type Reply = Readonly<{ status: number; body: Readonly<Record<string, unknown>> }>;

const readBody = async (request: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
};

const sequenceIn = (body: string): number | undefined => {
  const parsed: unknown = JSON.parse(body);
  const isObject = typeof parsed === 'object' && parsed !== null && 'sequence' in parsed;
  return isObject && Number.isInteger(parsed.sequence) ? Number(parsed.sequence) : undefined;
};

/** `fail`: it answers 500 to everything from now on, as one that has lost its way. */
export type Application = Readonly<{ server: Server; fail: () => void; stop: () => Promise<void> }>;

export const startApplication = (settings: ApplicationSettings): Application => {
  const { region, user, password, database } = settings;
  const pool = new Pool({
    user,
    password,
    database,
    max: 4,
    stream: settings.openDatabase,
    connectionTimeoutMillis: 1500,
    query_timeout: 1500,
  });
  pool.on('error', () => undefined);
  let isFailing = false;

  const health = async (): Promise<Reply> => {
    const answer = await pool.query<{ standby: boolean }>('SELECT pg_is_in_recovery() AS standby');
    if (answer.rows[0]?.standby !== false) return { status: 503, body: { status: 'read-only', region } };
    return { status: 200, body: { status: 'ok', region } };
  };

  const heartbeat = async (request: IncomingMessage): Promise<Reply> => {
    const body = await readBody(request);
    if (request.headers.authorization !== `Bearer ${settings.token}`)
      return { status: 401, body: { error: 'no valid token' } };
    const sequence = sequenceIn(body);
    if (sequence === undefined) return { status: 400, body: { error: 'sequence is missing' } };
    await pool.query('INSERT INTO heartbeats (sequence) VALUES ($1) ON CONFLICT DO NOTHING', [sequence]);
    return { status: 201, body: { sequence, region } };
  };

  const reply = async (request: IncomingMessage): Promise<Reply> => {
    if (isFailing) return { status: 500, body: { status: 'failing', region } };
    if (request.url === '/api/health') return await health();
    if (request.url === '/api/agents/heartbeat' && request.method === 'POST') return await heartbeat(request);
    return { status: 404, body: { error: 'not found' } };
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, body } = await reply(request).catch(() => ({ status: 503, body: { status: 'failing', region } }));
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify(body));
  };

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  const fail = () => {
    isFailing = true;
  };
  return { server, fail, stop: () => pool.end() };
};
