import type { SimulatedAws } from 'simulated-aws';
import type { Database, DatabaseEngine } from 'simulated-aws/postgres/database.ts';
import type { Durations } from 'simulated-aws/services/rds/instances/durations.ts';
import { type PlanParts, stepsWith } from './plan-parts.ts';

export type Credentials = Readonly<{ application: Login; reader: Login }>;
type Login = Readonly<{ name: string; password: string }>;

/** What a control plane keeps, in small: a few organizations with their agents, and the rows that the writer adds. */
export const landscapeSchema = `
  CREATE TABLE organizations (id int PRIMARY KEY, name text NOT NULL);
  CREATE TABLE agents (id int PRIMARY KEY, organization_id int NOT NULL REFERENCES organizations);
  CREATE TABLE heartbeats (sequence bigint PRIMARY KEY, at timestamptz NOT NULL DEFAULT clock_timestamp());
  INSERT INTO organizations SELECT n, 'organization ' || n FROM generate_series(1, 25) n;
  INSERT INTO agents SELECT n, 1 + n % 25 FROM generate_series(1, 500) n;
`;

export type Databases = Readonly<{
  primary: Database;
  /** The replica that the runbook promotes. */
  standby: Database;
  addresses: Readonly<{ primary: string; standby: string }>;
}>;

export type DatabaseSettings = Readonly<{
  aws: SimulatedAws;
  engine: DatabaseEngine;
  parts: PlanParts;
  credentials: Credentials;
  durations: Partial<Durations>;
}>;

const closedGroups = ({ aws, parts }: DatabaseSettings): void => {
  for (const { fenceDatabase } of stepsWith(parts.steps, 'fenceDatabase'))
    aws.rds.addSecurityGroup({
      id: fenceDatabase.closedSecurityGroup,
      region: parts.regionOf(fenceDatabase.region),
      open: false,
    });
};

/** What the plan pins is what there is. */
const pinned = ({ parts }: DatabaseSettings, instance: string, region: string): { resourceId?: string } => {
  const { pins } = parts.plan;
  const pin = pins.databases.find((one) => one.instance === instance && parts.regionOf(one.region) === region);
  return pin === undefined ? {} : { resourceId: pin.resourceId };
};

/** The primary and the replica that the plan names, as RDS instances with a database behind each. */
export const buildDatabases = async (settings: DatabaseSettings): Promise<Databases> => {
  const { aws, engine, parts, credentials, durations } = settings;
  const [promotion] = stepsWith(parts.steps, 'promoteReplica');
  if (promotion === undefined)
    throw new Error(`the runbook of ${parts.plan.plan} promotes no replica: no rehearsal for it yet`);
  const primaryRegion = parts.regionOf('primary');
  const standbyRegion = parts.regionOf(promotion.promoteReplica.region);
  const primary = await engine.createPrimary({
    name: parts.primaryDatabase,
    region: primaryRegion,
    database: parts.databaseName,
    users: [
      { ...credentials.application, readOnly: false },
      { ...credentials.reader, readOnly: true },
    ],
    schema: landscapeSchema,
  });
  const standby = await engine.createReplica(primary, {
    name: promotion.promoteReplica.instance,
    region: standbyRegion,
  });
  closedGroups(settings);
  const common = { engine: 'postgres', durations, masterUsername: credentials.application.name } as const;
  const source = aws.rds.addInstance({
    ...common,
    ...pinned(settings, parts.primaryDatabase, primaryRegion),
    id: parts.primaryDatabase,
    region: primaryRegion,
    database: primary,
    backupRetentionPeriod: 35,
  });
  const replica = aws.rds.addInstance({
    ...common,
    ...pinned(settings, promotion.promoteReplica.instance, standbyRegion),
    id: promotion.promoteReplica.instance,
    region: standbyRegion,
    database: standby,
    replicaOf: source.arn,
  });
  return { primary, standby, addresses: { primary: source.address, standby: replica.address } };
};
