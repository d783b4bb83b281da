import Client from 'pg/lib/client.js';
import * as z from 'zod';
import type { GetSecret } from '../aws/get-secret.ts';
import { askInTime, type Rows } from './ask-in-time.ts';

const Credentials = z.object({ username: z.string().min(1), password: z.string().min(1) });

const connectionTimeoutMs = 3000;
/** For the answer to come back once the server has ended the statement. */
const graceMs = 1000;

/** Never in an error: a secret of another shape is told by its name alone. */
export function credentialsIn(text: string, name: string): z.output<typeof Credentials> {
  const parsed = Credentials.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const message = `the secret ${name} does not hold { username, password }`;
  throw Object.assign(new Error(message), { name: 'InvalidSecret' });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Who logs in where. `options` as the server takes them at its start: `-c timezone=UTC`. */
export type Login = Readonly<{
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
  statementTimeoutSeconds: number;
  options?: string;
}>;

/** Rows as lists of texts, numbers, flags and nulls, whatever PostgreSQL's type is. */
export type Query = (sql: string) => Promise<Rows>;

export type Connect = <T>(login: Login, work: (query: Query) => Promise<T>) => Promise<T>;

/**
 * One connection to PostgreSQL with TLS, closed whatever happens. The server's certificate is verified against the authorities that
 * Node trusts: NODE_EXTRA_CA_CERTS of the function names the file that holds those of RDS.
 */
export const connectDatabase: Connect = async ({ statementTimeoutSeconds, ...login }, work) => {
  const statementTimeoutMs = statementTimeoutSeconds * 1000;
  const client = new Client({
    ...login,
    ssl: { servername: login.host },
    application_name: 'lifeboat',
    connectionTimeoutMillis: connectionTimeoutMs,
    statement_timeout: statementTimeoutMs,
  });
  // A connection that breaks between two statements is told by the next one.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work((text) => askInTime(client, text, statementTimeoutMs + graceMs));
  } finally {
    await close(client);
  }
};

/** Saying goodbye to a server that is silent must not take longer than the look itself. */
async function close(client: Client): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, graceMs);
  });
  await Promise.race([client.end().catch(() => undefined), patience]);
  clearTimeout(timer);
}

/** Where a database is, and whose eyes to look with. */
export type DatabasePlace = Readonly<{
  host: string;
  port: number;
  /** Whether it is reached from outside its VPC; absent: nobody has said. */
  isPublic?: boolean;
  database: string;
  /** Name of the secret `{ username, password }`, and its Region. */
  secret: string;
  region: string;
  statementTimeoutSeconds: number;
  /** Settings for the session, as the server takes them at its start. */
  options?: string;
}>;

/** Opens one connection, does the work and closes it, whatever happens. */
export type WithDatabase = <T>(place: DatabasePlace, work: (query: Query) => Promise<T>) => Promise<T>;

/** Whether the function stands in a VPC: what packaging made of the network file. */
export const NetworkSettings = z.object({ NETWORK: z.enum(['vpc', 'outside']) });

export type NetworkSettings = z.output<typeof NetworkSettings>;

type Reached = Readonly<{ host: string; isPublic?: boolean | undefined }>;

/**
 * From outside any VPC nothing arrives at a database that is private, and nothing says so: it is known before it is tried. Throws OutsideVpc.
 */
export function requireWayIn({ host, isPublic }: Reached, { NETWORK }: NetworkSettings): void {
  if (NETWORK === 'vpc' || isPublic !== false) return;
  const [instance, , region] = host.split('.');
  const message = `${instance} is private, and this function runs outside any VPC: name subnets and security groups of one that reaches ${region} in network.yml, and deploy again`;
  throw Object.assign(new Error(message), { name: 'OutsideVpc' });
}

/** Connections with the login that a secret holds. The password stays in here. */
export const createWithDatabase =
  (getSecret: GetSecret, settings: NetworkSettings): WithDatabase =>
  async ({ secret, region, isPublic, ...place }, work) => {
    requireWayIn({ host: place.host, isPublic }, settings);
    const { username, password } = credentialsIn(await getSecret(region, secret), secret);
    return await connectDatabase({ ...place, user: username, password }, work);
  };
