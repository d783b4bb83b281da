import type { SimulatedAws } from 'simulated-aws';
import { isObject } from '../../../deployment/is-object.ts';
import type { Side } from '../../../shared/contracts/fields.ts';
import type { ConfigurationClaim } from '../claims/claim.ts';
import type { Draft } from '../draft/draft.ts';
import type { Credentials } from './credentials.ts';
import type { StagedDatabase, StagedInstance } from './databases.ts';

/** The database that an instance holds, one among them that is made only later. */
export const databaseOf = (databases: readonly StagedDatabase[], instance: string): StagedDatabase | undefined =>
  databases.find(({ draft }) =>
    [draft.primary, ...draft.replicas, ...draft.made].some((one) => one.instance === instance),
  );

export type ConfigurationSettings = Readonly<{
  aws: SimulatedAws;
  draft: Draft;
  credentials: Credentials;
  databases: readonly StagedDatabase[];
}>;

/** Secrets that tell where the database is, all of them pointing at the primary before anything happens, and those of the readers. */
export function buildConfiguration(settings: ConfigurationSettings): void {
  const { aws, draft, credentials } = settings;
  const byPlace = Map.groupBy(draft.configurations, placeOf);
  for (const own of byPlace.values()) {
    const [first] = own;
    addSecret(settings, own);
    if (first !== undefined) addParameter(settings, first);
  }
  const { name: username, password } = credentials.reader;
  const value = JSON.stringify({ username, password });
  const logins = new Set(draft.logins.map(({ secret }) => secret));
  for (const name of logins)
    for (const region of Object.values(draft.plan.regions))
      if (aws.secretsManager.inspect({ region, name }) === undefined)
        aws.secretsManager.addSecret({ region, name, value });
}

const placeOf = ({ side, target }: ConfigurationClaim): string =>
  `${side} ${'secret' in target ? target.secret : target.parameter}`;

function addSecret({ aws, draft, credentials, databases }: ConfigurationSettings, own: readonly ConfigurationClaim[]) {
  const [first] = own;
  if (first === undefined || !('secret' in first.target)) return;
  const hosts = own.flatMap(({ target, instance }) => {
    const address = databaseOf(databases, instance)?.primary.address;
    return 'secret' in target && address !== undefined ? [[target.key, address]] : [];
  });
  const value = JSON.stringify({ ...Object.fromEntries(hosts), ...loginOf(credentials) });
  aws.secretsManager.addSecret({ region: draft.regionOf(first.side), name: first.target.secret, value });
}

/** What a secret holds beside the host, as RDS's own rotation writes it. */
const loginOf = ({ application: { name, password } }: Credentials) => ({ username: name, password });

function addParameter(
  { aws, draft, databases }: ConfigurationSettings,
  { side, target, instance }: ConfigurationClaim,
) {
  if (!('parameter' in target)) return;
  const value = databaseOf(databases, instance)?.primary.address ?? 'unknown';
  aws.ssm.addParameter({ region: draft.regionOf(side), name: target.parameter, value });
}

/** Where the service of a side finds a database at this moment. */
export function addressFor(settings: ConfigurationSettings, side: Side, database: StagedDatabase): string {
  const told = settings.draft.configurations.find(
    (one) => one.side === side && databaseOf(settings.databases, one.instance) === database,
  );
  const host = told === undefined ? undefined : hostIn(settings, told);
  return host ?? usualInstance(database, side).address;
}

function hostIn({ aws, draft }: ConfigurationSettings, { side, target }: ConfigurationClaim): string | undefined {
  const region = draft.regionOf(side);
  if ('parameter' in target) return aws.ssm.inspect({ region, name: target.parameter });
  const parsed: unknown = JSON.parse(aws.secretsManager.inspect({ region, name: target.secret }) ?? '{}');
  return isObject(parsed) ? String(Reflect.get(parsed, target.key)) : undefined;
}

/** Where nothing is configured: the primary on its own side, and on the other what stands there for it. */
const usualInstance = ({ primary, replicas, made }: StagedDatabase, side: Side): StagedInstance =>
  [primary, ...replicas, ...made].find((one) => one.side === side) ?? primary;
