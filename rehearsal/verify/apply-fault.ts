import { Client } from 'pg';
import type { SimulatedAws } from 'simulated-aws';
import type { PackagedStack } from '../packaging/package-stack.ts';
import type { BuiltDatabase } from './build-database.ts';
import type { VerifyFaultName } from './faults.ts';

const day = 86_400;

/** How old the snapshot is, in seconds. */
export const ageUnder = (fault: VerifyFaultName): number => (fault === 'stale-snapshot' ? 2 * day : 3600);

const givenUpSeconds = 20;

/** A restore that is stuck is given up after the plan's time limit, for which nobody would wait here. */
export const repackaged = (fault: VerifyFaultName, packaged: PackagedStack): PackagedStack => {
  if (fault !== 'stuck-restore') return packaged;
  const limit = /(restore:\{[^{}]*timeout:)[\de]+/g;
  return {
    ...packaged,
    codeOf: (key) => {
      const { code, file } = packaged.codeOf(key);
      return { code: code.replace(limit, `$1${givenUpSeconds}`), file };
    },
  };
};

const statements: Readonly<Partial<Record<VerifyFaultName, string>>> = {
  'missing-table': 'DROP TABLE agents',
  'emptied-table': 'TRUNCATE agents',
};

/** What somebody did to the database before its snapshot was taken. */
export const harmSource = async (fault: VerifyFaultName, aws: SimulatedAws, built: BuiltDatabase): Promise<void> => {
  const statement = statements[fault];
  if (statement === undefined) return;
  const { address: host, database, application } = built;
  const client = new Client({
    user: application.name,
    password: application.password,
    database,
    stream: () => aws.network.connect({ host, port: 5432 }),
  });
  await client.connect();
  await client.query(statement);
  await client.end();
};

/** A name as copies have it, and tags of a run that never made it. */
const stranger = { id: 'lifeboat-verify-0123456789abcdef', run: 'verify-of-somebody-else' } as const;

/** In seconds of AWS's own time. */
const lateSeconds = 240;

type Harmed = Readonly<{ aws: SimulatedAws; region: string; speed: number }>;

export const harmRestores = (fault: VerifyFaultName, { aws: { rds, faults }, region, speed }: Harmed): void => {
  if (fault === 'slow-to-show')
    faults.add({
      ...{ service: 'rds', operation: 'DescribeDBInstances', region },
      kind: { staleSeconds: lateSeconds / speed },
    });
  if (fault === 'stuck-restore') rds.restores.outcomeOf = () => 'stuck';
  if (fault === 'leftover') faults.add({ service: 'rds', operation: 'DeleteDBInstance', kind: { deny: true } });
  if (fault !== 'wrong-tag') return;
  const tags = { 'lifeboat-run': stranger.run, 'lifeboat-verification': 'shielda/database' };
  rds.addInstance({ id: stranger.id, region, engine: 'postgres', tags });
};

/** What must stand afterwards, whatever else was removed. */
export const bystanders = (fault: VerifyFaultName): readonly string[] => (fault === 'wrong-tag' ? [stranger.id] : []);
