import { Client } from 'pg';
import type { SimulatedAws } from 'simulated-aws';
import type { Database, DatabaseEngine, Snapshot } from 'simulated-aws/postgres/database.ts';
import type { Durations } from 'simulated-aws/services/rds/instances/durations.ts';
import { proveChecks } from '../data/prove-checks.ts';
import type { DatabaseDraft, Draft, InstanceDraft, RowStatements } from '../draft/draft.ts';
import type { Credentials } from './credentials.ts';

/** Of the writer, where the plan names none. */
const ownRows: RowStatements = {
  insert: 'INSERT INTO rehearsal_rows (sequence) VALUES ($1) ON CONFLICT DO NOTHING',
  read: 'SELECT sequence FROM rehearsal_rows',
};
const ownTable =
  'CREATE TABLE rehearsal_rows (sequence bigint PRIMARY KEY, at timestamptz NOT NULL DEFAULT clock_timestamp());';

export type DatabaseSettings = Readonly<{
  aws: SimulatedAws;
  engine: DatabaseEngine;
  draft: Pick<Draft, 'regionOf' | 'databases' | 'closedGroups'>;
  credentials: Credentials;
  durations: Partial<Durations>;
  /** Whether the engine runs SQL; a model of a database answers what it is told. */
  runsSql: boolean;
}>;

/** An instance of RDS and the server behind it. `address`: where clients connect. */
export type StagedInstance = InstanceDraft & Readonly<{ region: string; address: string; server: Database }>;

/** One database of the service, with the instances that hold it; those that people make come later. */
export type StagedDatabase = Readonly<{
  draft: DatabaseDraft;
  rows: RowStatements;
  primary: StagedInstance;
  replicas: readonly StagedInstance[];
  made: StagedInstance[];
}>;

export async function buildDatabases(settings: DatabaseSettings): Promise<StagedDatabase[]> {
  const { aws, draft } = settings;
  const groups = new Map(draft.closedGroups.map(({ group, side }) => [group, side]));
  for (const [id, side] of groups) aws.rds.addSecurityGroup({ id, region: draft.regionOf(side), open: false });
  const built: StagedDatabase[] = [];
  for (const one of draft.databases) built.push(await buildDatabase(settings, one));
  return built;
}

/** One database with its replicas, as RDS instances with a server behind each. */
async function buildDatabase(settings: DatabaseSettings, draft: DatabaseDraft): Promise<StagedDatabase> {
  const { aws, engine } = settings;
  const { arn, ...primary } = await buildPrimary(settings, draft);
  if (settings.runsSql) await prepare(settings, draft, primary.address);
  const replicas: StagedInstance[] = [];
  for (const replica of draft.replicas) {
    const region = settings.draft.regionOf(replica.side);
    const server = await engine.createReplica(primary.server, { name: replica.instance, region });
    const spec = { ...common(settings), ...identityOf(replica), region, database: server, replicaOf: arn };
    replicas.push({ ...replica, region, address: aws.rds.addInstance(spec).address, server });
  }
  return { draft, rows: draft.data.rows ?? ownRows, primary, replicas, made: [] };
}

async function buildPrimary(settings: DatabaseSettings, draft: DatabaseDraft) {
  const { aws, engine, credentials } = settings;
  const { primary, data } = draft;
  const region = settings.draft.regionOf(primary.side);
  const schema = `${data.schema}\n${data.rows === undefined ? ownTable : ''}`;
  const spec = { name: primary.instance, region, database: data.database, users: usersOf(credentials), schema };
  const server = await engine.createPrimary(spec);
  const backups = { backupRetentionPeriod: 35 };
  const added = aws.rds.addInstance({
    ...common(settings),
    ...identityOf(primary),
    ...backups,
    region,
    database: server,
  });
  return { ...primary, region, address: added.address, server, arn: added.arn };
}

const usersOf = ({ application, readers }: Credentials) => [
  { ...application, readOnly: false },
  ...readers.map((reader) => ({ ...reader, readOnly: true })),
];

const common = ({ credentials, durations }: DatabaseSettings) =>
  ({ engine: 'postgres', durations, masterUsername: credentials.application.name }) as const;

const identityOf = ({ instance, resourceId }: InstanceDraft) => ({ id: instance, ...(resourceId && { resourceId }) });

/** It has what steps ask for, and its data are as their checks want them. */
async function prepare(settings: DatabaseSettings, draft: DatabaseDraft, address: string): Promise<void> {
  const { database, checks, withPostgres } = draft.data;
  await asOwner(settings, { address, database }, async (client) => {
    if (withPostgres) await client.query('CREATE DATABASE postgres');
    await proveChecks(client, draft.primary.instance, checks);
  });
}

/** As the owner of the database. */
async function asOwner<T>(
  { aws, credentials }: DatabaseSettings,
  { address: host, database }: Readonly<{ address: string; database: string }>,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const { name: user, password } = credentials.application;
  const client = new Client({ user, password, database, stream: () => aws.network.connect({ host, port: 5432 }) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** What a person does who is asked to restore a backup. */
export async function restoreInto(
  settings: DatabaseSettings,
  { made, backup }: Readonly<{ made: InstanceDraft; backup: Snapshot }>,
): Promise<StagedInstance> {
  const { aws, engine, draft, credentials } = settings;
  const region = draft.regionOf(made.side);
  const masterPassword = credentials.application.password;
  const server = await engine.restore(backup, { name: made.instance, region, masterPassword });
  const spec = { ...common(settings), ...identityOf(made), backupRetentionPeriod: 35, region, database: server };
  return { ...made, region, address: aws.rds.addInstance(spec).address, server };
}
