import type { SimulatedAws } from 'simulated-aws';
import { Complaint } from 'simulated-aws/complaint.ts';
import type { DatabaseEngine } from 'simulated-aws/postgres/database.ts';
import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import { isRestored } from '../../shared/contracts/verification/verification.ts';
import { pinnedSource } from '../../shared/domain/verification/pinned-source.ts';
import { landscapeSchema } from '../landscape/databases.ts';

/** About half a kilobyte each, so that they are many and none is stored apart. */
const rowsPerMegabyte = 2000;

/** What fills the database: rows that are written once and never changed. */
const bulk = (megabytes: number): string => `
  CREATE TABLE events (id bigint PRIMARY KEY, agent_id int NOT NULL, at timestamptz NOT NULL, payload text NOT NULL);
  INSERT INTO events
    SELECT n, 1 + n % 500, now() - make_interval(secs => n % 86400), repeat(md5(n::text), 13)
    FROM generate_series(1, ${megabytes * rowsPerMegabyte}) n;
`;

/** The first database of the plan that is restored from a snapshot. */
export const databaseOf = (plan: DeployedPlan) => {
  for (const verification of plan.restoreVerification.filter(isRestored))
    if ('instanceSnapshot' in verification) return { verification, region: plan.regions[verification.region] };
  throw new Complaint(`The plan ${plan.plan} restores no snapshot of an instance: there is nothing to rehearse.`);
};

type Settings = Readonly<{ aws: SimulatedAws; engine: DatabaseEngine; plan: DeployedPlan; megabytes: number }>;

/** A primary with this much data, as an RDS instance. */
export const buildDatabase = async ({ aws, engine, plan, megabytes }: Settings) => {
  const { verification, region } = databaseOf(plan);
  const { instance: id } = verification.instanceSnapshot;
  const { database, reader: readerName } = verification.data;
  const password = (length: number) => aws.world.random.hex(length);
  const application = { name: 'application', password: password(24) };
  const reader = { name: readerName, password: password(24) };
  const users = [
    { ...application, readOnly: false },
    { ...reader, readOnly: true },
  ];
  const schema = `${landscapeSchema}${bulk(megabytes)}`;
  const source = await engine.createPrimary({ name: id, region, database, users, schema });
  const common = { id, region, engine: 'postgres', database: source, backupRetentionPeriod: 35 } as const;
  const resourceId = pinnedSource(plan, verification);
  const identity = resourceId === undefined ? {} : { resourceId };
  const { address } = aws.rds.addInstance({ ...common, ...identity, masterUsername: application.name });
  return { source, name: id, address, application, reader, database, region };
};

export type BuiltDatabase = Awaited<ReturnType<typeof buildDatabase>>;
