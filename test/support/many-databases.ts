import type { ModelContents } from 'simulated-aws/postgres/model/contents.ts';
import { choose } from '../../rehearsal/choose.ts';
import type { PackagedStack } from '../../rehearsal/packaging/package-stack.ts';
import { testPlans } from './plans.ts';
import type { Scene } from './virtual-run.ts';

const hour = 3600;

/** What is wrong with each of the others, and how its verdict must name it. */
export const bad: Readonly<
  Record<string, { named: RegExp; harm?: (tables: ModelContents) => ModelContents; ageSeconds?: number }>
> = {
  'corrupt-heap': {
    named: /read public\.agents.*XX001: invalid page/,
    harm: (tables) => tables.map((table) => (table.name === 'public.agents' ? { ...table, damaged: 'heap' } : table)),
  },
  'corrupt-index': {
    named: /index agents_pkey on public\.agents.*XX002/,
    harm: (tables) => tables.map((table) => (table.name === 'public.agents' ? { ...table, damaged: 'index' } : table)),
  },
  'dropped-table': {
    named: /manifest organizations.*42P01/,
    harm: (tables) => tables.filter(({ name }) => name !== 'public.organizations'),
  },
  'emptied-table': {
    named: /manifest organizations.*0 rows in the copy, 25 in the source/,
    harm: (tables) =>
      tables.map((table) => (table.name === 'public.organizations' ? { ...table, rows: 0, checksum: 0 } : table)),
  },
  'too-old': { named: /too old: 50 h.*limit 26 h/, ageSeconds: 50 * hour },
};
const missing = 'no-snapshot';

/** Names of so many good databases, and of those that are bad each in its own way. */
export const namesOf = (goods: number) => {
  const good = Array.from({ length: goods }, (_, index) => `good-${index}`);
  return { good, all: [...good, ...Object.keys(bad), missing] };
};

export const region = 'us-west-2';

const verificationsOf = (names: readonly string[]): string => {
  const { plan } = choose({ plans: testPlans, plan: 'shielda', runbook: undefined });
  const [verification] = plan.restoreVerification;
  const all = names.map((name) => ({
    ...verification,
    id: name,
    instanceSnapshot: { instance: `db-${name}`, types: ['automated'] },
  }));
  return JSON.stringify(all);
};

/** The plan in every bundle, with these databases in place of its own. */
export const withMany =
  (names: readonly string[]) =>
  (packaged: PackagedStack): PackagedStack => {
    const all = verificationsOf(names);
    return {
      ...packaged,
      codeOf: (key) => {
        const { code, file } = packaged.codeOf(key);
        return {
          code: code.replace(/restoreVerification:\[.*?\](?=,hash:)/s, () => `restoreVerification:${all}`),
          file,
        };
      },
    };
  };

export const addDatabase = async ({ aws, engine, clock }: Scene, name: string): Promise<void> => {
  const id = `db-${name}`;
  const users = [
    { name: 'application', password: 'a', readOnly: false },
    { name: 'lifeboat_reader', password: 'b', readOnly: true },
  ];
  const database = await engine.createPrimary({ name: id, region, database: 'shielda', users, schema: '' });
  const { resourceId } = aws.rds.addInstance({
    id,
    region,
    engine: 'postgres',
    database,
    masterUsername: 'application',
  });
  if (name === missing) return;
  const { harm = (tables: ModelContents) => tables, ageSeconds = hour } = bad[name] ?? {};
  engine.setContents(database, harm);
  const content = await engine.takeSnapshot(database);
  const instance = { id, resourceId, masterUsername: 'application' };
  aws.rds.addSnapshot({ id: `rds:${id}`, region, instance, databaseTime: clock.now() - ageSeconds * 1000, content });
};

/** The most copies that stood at the same time, by what RDS told. */
export const mostAtOnce = ({ events }: Scene): number => {
  const standing = new Set<string>();
  let most = 0;
  for (const event of events) {
    if (event.kind !== 'resource' || !event.resource.startsWith('lifeboat-verify-')) continue;
    if (event.status === 'deleting') standing.delete(event.resource);
    else standing.add(event.resource);
    most = Math.max(most, standing.size);
  }
  return most;
};

/** Restores that take moments: how long AWS takes is not what is looked at. */
export const swift = { restoreSeconds: 100, configureSeconds: 15, deleteSeconds: 25 } as const;
