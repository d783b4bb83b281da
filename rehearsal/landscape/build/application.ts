import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Pool } from 'pg';
import type { Expectation } from '../claims/claim.ts';
import { answerTo } from './answer-to.ts';

/** Where the writer of a rehearsal adds its rows. */
export const rowsPath = '/rehearsal/rows';

/** A database of the service, as one of its tasks sees it. */
export type TaskDatabase = Readonly<{
  /** Opens a connection; where the database stands is what the configuration says. */
  open: () => Duplex;
  database: string;
  /** Adds a row, $1 being its number. */
  insert: string;
}>;

/**
 * The protected service of a rehearsal: a small, real HTTP service that keeps rows in PostgreSQL. One a task. It answers what the plan's
 * checks ask for, and its health is deep: it says that all is well only when all its databases take writes.
 */
export type ApplicationSettings = Readonly<{
  region: string;
  otherRegion: string;
  databases: readonly TaskDatabase[];
  user: string;
  password: string;
  /** What a client must bring to write. */
  token: string;
  expectations: readonly Expectation[];
}>;

/** `fail`: it answers 500 to everything from now on, as one that has lost its way. */
export type Application = Readonly<{ server: Server; fail: () => void; stop: () => Promise<void> }>;

export function startApplication(settings: ApplicationSettings): Application {
  const { region } = settings;
  const pools = openPools(settings);
  let isFailing = false;

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const failing = json(503, { status: 'failing', region });
    const reply = isFailing
      ? json(500, { status: 'failing', region })
      : await replyTo(settings, pools, request).catch(() => failing);
    response.writeHead(reply.status, { 'content-type': 'application/json', connection: 'close' }).end(reply.body);
  };

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  const fail = () => {
    isFailing = true;
  };
  const stop = async () => {
    await Promise.all(pools.map(({ pool }) => pool.end()));
  };
  return { server, fail, stop };
}

const openPools = ({ databases, user, password }: ApplicationSettings) =>
  databases.map(({ open, database, insert }) => {
    const timeouts = { connectionTimeoutMillis: 1500, query_timeout: 1500 };
    const pool = new Pool({ user, password, database, max: 4, stream: open, ...timeouts });
    pool.on('error', () => undefined);
    return { pool, insert };
  });

type Reply = Readonly<{ status: number; body: string }>;

const json = (status: number, body: Readonly<Record<string, unknown>>): Reply => ({
  status,
  body: JSON.stringify(body),
});

type Pools = ReturnType<typeof openPools>;

async function replyTo(settings: ApplicationSettings, pools: Pools, request: IncomingMessage): Promise<Reply> {
  if (request.url === rowsPath && request.method === 'POST') return await takeRow(settings, pools, request);
  const answer = answerTo(settings, request);
  if (answer === undefined) return json(404, { error: 'not found' });
  // Who may not come in is told so, whatever has become of the databases.
  if (answer.status >= 400 || (await areWritable(pools))) return answer;
  return json(503, { status: 'read-only', region: settings.region });
}

/** A row is taken once every database of the service has it. */
async function takeRow(settings: ApplicationSettings, pools: Pools, request: IncomingMessage): Promise<Reply> {
  const body = await readBody(request);
  if (request.headers.authorization !== `Bearer ${settings.token}`) return json(401, { error: 'no valid token' });
  const sequence = sequenceIn(body);
  if (sequence === undefined) return json(400, { error: 'sequence is missing' });
  await Promise.all(pools.map(({ pool, insert }) => pool.query(insert, [sequence])));
  return json(201, { sequence, region: settings.region });
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

function sequenceIn(body: string): number | undefined {
  const parsed: unknown = JSON.parse(body);
  const isObject = typeof parsed === 'object' && parsed !== null && 'sequence' in parsed;
  return isObject && Number.isInteger(parsed.sequence) ? Number(parsed.sequence) : undefined;
}

async function areWritable(pools: Pools): Promise<boolean> {
  const answers = await Promise.all(
    pools.map(({ pool }) => pool.query<{ standby: boolean }>('SELECT pg_is_in_recovery() AS standby')),
  );
  return answers.every(({ rows }) => rows[0]?.standby === false);
}
