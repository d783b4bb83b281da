import type { SimulatedAws } from 'simulated-aws';
import type { DatabaseEngine, Snapshot } from 'simulated-aws/postgres/database.ts';
import type { Durations } from 'simulated-aws/services/rds/instances/durations.ts';
import { isRestored } from '../../shared/contracts/verification/verification.ts';
import { buildConfiguration } from './build/configuration.ts';
import { type Credentials, createCredentials } from './build/credentials.ts';
import { buildDatabases, type DatabaseSettings, restoreInto, type StagedDatabase } from './build/databases.ts';
import { buildNames } from './build/names.ts';
import { buildServices, type StagedBalancer } from './build/services.ts';
import { buildSignals } from './build/signals.ts';
import type { Draft } from './draft/draft.ts';

export type LandscapeSettings = Readonly<{
  aws: SimulatedAws;
  engine: DatabaseEngine;
  draft: Draft;
  durations?: Partial<Durations>;
  /** How long ECS takes to start a task. */
  provisionSeconds?: number;
  /** The health checks and alarms that the plan's detection names; left out where nothing is to be detected. */
  withSignals?: boolean;
  /** Whether the engine runs SQL; a model of a database answers what it is told. Default: it does. */
  runsSql?: boolean;
}>;

export type Landscape = Readonly<{
  draft: Draft;
  databases: readonly StagedDatabase[];
  balancers: readonly StagedBalancer[];
  token: string;
  credentials: Credentials;
  /** The backups of this moment, from which a person would restore. */
  keepBackups: () => Promise<void>;
  /** What the person has done who is asked by this step. Answers what has been made. */
  carryOut: (step: string) => Promise<readonly string[]>;
}>;

/** Everything that the plan protects, running in the simulated AWS: databases, secrets, services, names. */
export async function buildLandscape(settings: LandscapeSettings): Promise<Landscape> {
  const { aws, engine, draft, durations = {}, provisionSeconds = 45, withSignals = true, runsSql = true } = settings;
  const { random } = aws.world;
  const credentials = createCredentials(random, readersOf(draft));
  const token = random.hex(32);
  const common = { aws, engine, draft, credentials, durations, runsSql };
  const databases = await buildDatabases(common);
  buildConfiguration({ ...common, databases });
  const balancers = await buildServices({ ...common, databases, token, provisionSeconds });
  buildNames(aws, draft);
  if (withSignals) buildSignals(aws, draft);
  return { draft, databases, balancers, token, credentials, ...createPeople(common, databases) };
}

const readersOf = ({ plan }: Draft): string[] =>
  plan.restoreVerification.filter(isRestored).map(({ data }) => data.reader);

/** What people make during a run when they are asked to. */
function createPeople(settings: DatabaseSettings, databases: readonly StagedDatabase[]) {
  const backups = new Map<StagedDatabase, Snapshot>();
  const keepBackups = async (): Promise<void> => {
    for (const one of databases)
      if (one.draft.made.length > 0) backups.set(one, await settings.engine.takeSnapshot(one.primary.server));
  };
  const carryOut = async (step: string): Promise<readonly string[]> => {
    const done: string[] = [];
    for (const [database, backup] of backups)
      for (const made of database.draft.made.filter((one) => one.step === step)) {
        if (database.made.some(({ instance }) => instance === made.instance)) continue;
        database.made.push(await restoreInto(settings, { made, backup }));
        done.push(
          `${made.instance} in ${settings.draft.regionOf(made.side)}, from a backup of ${database.primary.instance}`,
        );
      }
    return done;
  };
  return { keepBackups, carryOut };
}
