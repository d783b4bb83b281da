import { randomBytes } from 'node:crypto';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { ClientsOf } from '../../shared/aws/clients.ts';
import type { GetSecret } from '../../shared/aws/get-secret.ts';
import { findCluster } from '../../shared/aws/rds-clusters.ts';
import { findInstance } from '../../shared/aws/rds-instances.ts';
import type { RegionName } from '../../shared/contracts/fields.ts';
import type { DataExpectations, Manifest } from '../../shared/contracts/verification/restore.ts';
import { knownOf } from '../../shared/domain/reading.ts';
import type { DatabaseInstance } from '../../shared/domain/verification/copy.ts';
import type { Fingerprint } from '../../shared/domain/verification/judge-data.ts';
import {
  type Connect,
  credentialsIn,
  type Login,
  type NetworkSettings,
  type Query,
  requireWayIn,
  type WithDatabase,
} from '../../shared/postgres/database.ts';
import { type Prepared, prepareReader } from './prepare-reader.ts';

/**
 * Values are written in one way on copy and source, or their checksums could not be compared; a policy that would hide rows is an
 * error in place of fewer rows.
 */
const options = [
  'timezone=UTC',
  'datestyle=ISO',
  'intervalstyle=postgres',
  'bytea_output=hex',
  'extra_float_digits=1',
  'row_security=off',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

export type Place = Readonly<{
  name: string;
  region: RegionName;
  cluster?: string | undefined;
  /** Of the copy, as they were written down while it was restored. Absent: of an instance that is no copy. */
  seen?: readonly Pick<DatabaseInstance, 'name' | 'resourceId'>[];
}>;

export type CopyAccess = Readonly<{
  rds: ClientsOf<RDSClient>;
  getSecret: GetSecret;
  connect: Connect;
  withDatabase: WithDatabase;
  settings: NetworkSettings;
}>;

/**
 * Opens the copy with the eyes of its reader. The password of its master comes from RDS, that of its reader is made here and
 * forgotten afterwards: no login of production is used, and none that was valid when the backup was made need be known.
 */
export async function withCopy<T>(
  place: Place,
  { access, data }: Readonly<{ access: CopyAccess; data: DataExpectations }>,
  work: (query: Query, prepared: Prepared) => Promise<T>,
): Promise<T> {
  const { instance, endpoint } = await instanceAt(place, access.rds);
  requireWayIn({ ...endpoint, isPublic: instance.isPublic }, access.settings);
  const login = { ...endpoint, database: data.database, statementTimeoutSeconds: data.statementTimeout, options };
  const master = await masterLogin(instance, login, { place, access });
  const password = randomBytes(24).toString('hex');
  const prepared = await access.connect(master, (query) => prepareReader(query, data.reader, password));
  return await access.connect({ ...login, user: data.reader, password }, (query) => work(query, prepared));
}

async function instanceAt(place: Place, rds: ClientsOf<RDSClient>) {
  const { name, region } = place;
  const found = await findInstance(rds, region, name);
  if (found.kind === 'unreadable') throw Object.assign(new Error(found.failure.message), { name: found.failure.error });
  const { endpoint } = found.value ?? {};
  if (found.value === undefined || endpoint === undefined)
    throw missing(`there is no endpoint of ${name} in ${region}`, place);
  requireSame(found.value, place);
  return { instance: found.value, endpoint };
}

const missing = (message: string, { seen }: Place): Error =>
  Object.assign(new Error(message), { name: seen === undefined ? 'SourceUnreachable' : 'CopyUnreachable' });

/** What somebody has put in the copy's place shows nothing of the backup. */
function requireSame({ name, resourceId }: DatabaseInstance, { seen }: Place): void {
  if (seen === undefined || seen.some((one) => one.name === name && one.resourceId === resourceId)) return;
  throw Object.assign(new Error(`${name} is not the one that was restored: its id is ${resourceId}`), {
    name: 'CopyReplaced',
  });
}

async function masterLogin(
  instance: DatabaseInstance,
  login: Omit<Login, 'user' | 'password'>,
  { place, access }: Readonly<{ place: Place; access: CopyAccess }>,
): Promise<Login> {
  const secret = await secretOf(instance, place, access.rds);
  if (secret === undefined) throw missing(`RDS keeps no password for ${instance.name}`, place);
  const { username, password } = credentialsIn(await access.getSecret(place.region, secret), 'of the copy');
  return { ...login, user: username, password };
}

/** Of an Aurora cluster the password is that of the cluster. */
async function secretOf(instance: DatabaseInstance, place: Place, rds: ClientsOf<RDSClient>) {
  const { cluster, region } = place;
  if (cluster === undefined) return instance.masterSecret?.arn;
  const found = knownOf(await findCluster(rds, region, cluster));
  if (found !== undefined) requireSame(found, place);
  return found?.masterSecret?.arn;
}

/** The instance that the copy is compared with, by the secret of the plan. One connection a comparison. */
export async function withSource(
  { instance, region, secret }: Omit<Manifest, 'region'> & { region: RegionName },
  { access, data }: Readonly<{ access: CopyAccess; data: DataExpectations }>,
  work: (query: Query) => Promise<Fingerprint>,
): Promise<Fingerprint> {
  const { endpoint, instance: source } = await instanceAt({ name: instance, region }, access.rds);
  const { database, statementTimeout: statementTimeoutSeconds } = data;
  return await access.withDatabase(
    { ...endpoint, isPublic: source.isPublic, database, secret, region, statementTimeoutSeconds, options },
    work,
  );
}
