import type { SimulatedAws } from 'simulated-aws';
import type { DatabaseEngine } from 'simulated-aws/postgres/database.ts';
import type { Durations } from 'simulated-aws/services/rds/instances/durations.ts';
import type { Side } from '../../shared/contracts/fields.ts';
import type { DeployedPlan, Runbook } from '../../shared/contracts/plan.ts';
import type { Balancer } from './balancer.ts';
import { buildConfiguration } from './configuration.ts';
import { buildDatabases, type Credentials, type Databases } from './databases.ts';
import { buildNames } from './names.ts';
import { type PlanParts, partsOf } from './plan-parts.ts';
import { buildServices } from './services.ts';
import { buildSignals } from './signals.ts';

export type LandscapeSettings = Readonly<{
  aws: SimulatedAws;
  engine: DatabaseEngine;
  plan: DeployedPlan;
  runbook: Runbook;
  durations?: Partial<Durations>;
  /** How long ECS takes to start a task. */
  provisionSeconds?: number;
  /** The health checks and alarms that the plan's detection names; left out where nothing is to be detected. */
  withSignals?: boolean;
}>;

export type Landscape = Readonly<{
  parts: PlanParts;
  databases: Databases;
  balancers: Readonly<Record<Side, Balancer>>;
  token: string;
  credentials: Credentials;
}>;

/** Everything that the plan protects, running in the simulated AWS: databases, secrets, services, names. */
export const buildLandscape = async ({
  aws,
  engine,
  plan,
  runbook,
  durations = {},
  provisionSeconds = 45,
  withSignals = true,
}: LandscapeSettings): Promise<Landscape> => {
  const parts = partsOf(plan, runbook);
  const { random } = aws.world;
  const credentials = {
    application: { name: 'application', password: random.hex(24) },
    reader: { name: 'lifeboat_reader', password: random.hex(24) },
  };
  const token = random.hex(32);
  const databases = await buildDatabases({ aws, engine, parts, credentials, durations });
  buildConfiguration({ aws, parts, credentials, primaryAddress: databases.addresses.primary });
  const balancers = await buildServices({ aws, parts, token, provisionSeconds });
  buildNames(aws, parts);
  if (withSignals) buildSignals(aws, parts);
  return { parts, databases, balancers, token, credentials };
};
