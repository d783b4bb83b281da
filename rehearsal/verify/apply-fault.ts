import { Client } from 'pg';
import type { SimulatedAws } from 'simulated-aws';
import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import type { Login } from '../landscape/build/credentials.ts';
import type { StagedDatabase } from '../landscape/build/databases.ts';
import type { PackagedStack } from '../packaging/package-stack.ts';
import type { VerifyFaultName } from './faults.ts';
import type { Victim } from './plan-data.ts';

const day = 86_400;

const givenUpSeconds = 20;

/** A name as copies have it, and tags of a run that never made it. */
const stranger = { id: 'lifeboat-verify-0123456789abcdef', run: 'verify-of-somebody-else' } as const;

/** In seconds of AWS's own time. */
const lateSeconds = 240;

/** How old the snapshots are, in seconds; undefined: as usual. */
export const ageUnder = (fault: VerifyFaultName, { restoreVerification }: DeployedPlan): number | undefined =>
  fault === 'stale-snapshot' ? Math.max(...restoreVerification.map(({ maxAge }) => maxAge)) + day : undefined;

/** A restore that is stuck is given up after the plan's time limit, for which nobody would wait here. */
export function repackaged(fault: VerifyFaultName, packaged: PackagedStack): PackagedStack {
  if (fault !== 'stuck-restore') return packaged;
  const limit = /(restore:\{[^{}]*timeout:)[\de]+/g;
  return {
    ...packaged,
    codeOf: (key) => {
      const { code, file } = packaged.codeOf(key);
      return { code: code.replace(limit, `$1${givenUpSeconds}`), file };
    },
  };
}

/** The database that a fault is about, and who may write to it. */
export type HarmedDatabase = Victim & Readonly<{ source: StagedDatabase; login: Login }>;

/** What somebody did to the database before its snapshot was taken. */
export async function harmSource(fault: VerifyFaultName, aws: SimulatedAws, harmed: HarmedDatabase): Promise<void> {
  const statement = statementFor(fault, harmed);
  if (statement === undefined) return;
  const { source, login } = harmed;
  const { address: host } = source.primary;
  const { database } = source.draft.data;
  const stream = () => aws.network.connect({ host, port: 5432 });
  const client = new Client({ user: login.name, password: login.password, database, stream });
  await client.connect();
  await client.query(statement);
  await client.end();
}

function statementFor(fault: VerifyFaultName, { table = '' }: Victim): string | undefined {
  if (fault === 'missing-table') return `DROP TABLE ${table} CASCADE`;
  return fault === 'emptied-table' ? `TRUNCATE ${table} CASCADE` : undefined;
}

type Harmed = Readonly<{ aws: SimulatedAws; plan: DeployedPlan; harmed: Victim; speed: number }>;

export function harmRestores(fault: VerifyFaultName, { aws, plan, harmed, speed }: Harmed): void {
  const { rds, faults } = aws;
  const region = plan.regions[harmed.verification.region];
  if (fault === 'slow-to-show')
    faults.add({
      ...{ service: 'rds', operation: 'DescribeDBInstances', region },
      kind: { staleSeconds: lateSeconds / speed },
    });
  if (fault === 'stuck-restore') rds.restores.outcomeOf = () => 'stuck';
  if (fault === 'leftover') faults.add({ service: 'rds', operation: 'DeleteDBInstance', kind: { deny: true } });
  if (fault !== 'wrong-tag') return;
  const tags = { 'lifeboat-run': stranger.run, 'lifeboat-verification': `${plan.plan}/${harmed.verification.id}` };
  rds.addInstance({ id: stranger.id, region, engine: 'postgres', tags });
}

/** What must stand afterwards, whatever else was removed. */
export const bystanders = (fault: VerifyFaultName): readonly string[] => (fault === 'wrong-tag' ? [stranger.id] : []);
