import type { SimulatedAws } from 'simulated-aws';
import type { DatabaseEngine } from 'simulated-aws/postgres/database.ts';
import type { InstanceSpec } from 'simulated-aws/services/rds/instances/add-instance.ts';
import { defined } from '../../../shared/contracts/defined.ts';
import type { DeployedPlan } from '../../../shared/contracts/plan.ts';
import {
  isRestored,
  type RestoredVerification,
  type Verification,
} from '../../../shared/contracts/verification/verification.ts';
import { instanceOf } from '../claims/verifications.ts';
import { databaseOf } from './configuration.ts';
import type { Credentials } from './credentials.ts';
import type { StagedDatabase } from './databases.ts';
import { buildCacheSnapshot, buildObjects, buildVolumeSnapshots, type FoundSettings } from './found-backups.ts';

const usualAgeSeconds = 3600;

export type BackupSettings = Readonly<{
  aws: SimulatedAws;
  engine: DatabaseEngine;
  plan: DeployedPlan;
  /** Those that are backed up. */
  databases: readonly StagedDatabase[];
  credentials: Pick<Credentials, 'application' | 'reader'>;
  durations?: InstanceSpec['durations'] | undefined;
  /** How old the newest snapshots are; an hour, or half of what the plan allows. */
  ageSeconds?: number | undefined;
  /** The customer's key of a Region that the snapshots there are under, by its ARN; without it they are not encrypted. */
  keyOf?: ((region: string) => string) | undefined;
}>;

/** The backups of the plan, and where they may be restored. */
export async function buildBackups(settings: BackupSettings): Promise<void> {
  const { restores } = settings.aws.rds;
  restores.engine = settings.engine;
  restores.durations = settings.durations;
  for (const verification of settings.plan.restoreVerification) await buildBackup(settings, verification);
}

/** A backup of each kind that verifications know. A new one does not compile until it is here. */
async function buildBackup(settings: BackupSettings, verification: Verification): Promise<void> {
  if (isRestored(verification)) return await buildRestored(settings, verification);
  const region = settings.plan.regions[verification.region];
  const found: FoundSettings = { aws: settings.aws, region, ageSeconds: ageOf(settings, verification) };
  if ('cacheSnapshot' in verification) return buildCacheSnapshot(found, verification.cacheSnapshot);
  if ('volumeSnapshots' in verification) return buildVolumeSnapshots(found, verification.volumeSnapshots);
  if ('backupObjects' in verification) return await buildObjects(found, verification.backupObjects);
  return verification satisfies never;
}

async function buildRestored(settings: BackupSettings, verification: RestoredVerification): Promise<void> {
  buildPlace(settings, verification);
  buildSecret(settings, verification);
  await buildSnapshot(settings, verification);
}

/** The isolated place that the plan restores into: groups that nothing else uses. */
function buildPlace({ aws, plan }: BackupSettings, verification: RestoredVerification): void {
  const region = plan.regions[verification.region];
  const { subnetGroup, parameterGroup, clusterParameterGroup, securityGroups } = verification.restore;
  aws.rds.addNamedGroup({ sort: 'subgrp', region, name: subnetGroup });
  aws.rds.addNamedGroup({ sort: 'pg', region, name: parameterGroup });
  if (clusterParameterGroup !== undefined)
    aws.rds.addNamedGroup({ sort: 'cluster-pg', region, name: clusterParameterGroup });
  for (const id of securityGroups) aws.rds.addSecurityGroup({ id, region, open: true });
}

function buildSecret(
  { aws, plan, credentials: { reader } }: BackupSettings,
  { data: { manifest } }: RestoredVerification,
): void {
  if (manifest === undefined) return;
  const at = { region: plan.regions[manifest.region], name: manifest.secret };
  if (aws.secretsManager.inspect(at) !== undefined) return;
  aws.secretsManager.addSecret({ ...at, value: JSON.stringify({ username: reader.name, password: reader.password }) });
}

/** The nightly snapshot of one database, with what it holds now. What RDS restores to a point in time needs none. */
async function buildSnapshot(settings: BackupSettings, verification: RestoredVerification): Promise<void> {
  const database = databaseOf(settings.databases, instanceOf(verification));
  if (database === undefined || 'instancePointInTime' in verification) return;
  const content = await settings.engine.takeSnapshot(database.primary.server);
  const night = { database, content, databaseTime: content.at - ageOf(settings, verification) * 1000 };
  if ('instanceSnapshot' in verification) addInstanceSnapshot(settings, verification, night);
  else addClusterSnapshot(settings, verification, night);
}

const ageOf = ({ ageSeconds }: BackupSettings, { maxAge }: Verification): number =>
  ageSeconds ?? Math.min(usualAgeSeconds, maxAge / 2);

type Content = Awaited<ReturnType<DatabaseEngine['takeSnapshot']>>;

type Night = Readonly<{ database: StagedDatabase; content: Content; databaseTime: number }>;

function addInstanceSnapshot(
  { aws, plan, keyOf }: BackupSettings,
  verification: Extract<RestoredVerification, { instanceSnapshot: unknown }>,
  { database, content, databaseTime }: Night,
): void {
  const { instance: id, types } = verification.instanceSnapshot;
  const at = { region: database.primary.region, id: database.primary.instance };
  const { DbiResourceId: resourceId = '', MasterUsername: masterUsername = '' } = aws.rds.inspect(at);
  const [type = 'automated'] = types;
  const region = plan.regions[verification.region];
  const name = `${type === 'automated' ? 'rds:' : ''}${id}-${dayOf(databaseTime)}`;
  const instance = { id, resourceId, masterUsername };
  aws.rds.addSnapshot({ id: name, region, instance, type, databaseTime, content, ...encrypted(keyOf, region) });
}

const encrypted = (keyOf: BackupSettings['keyOf'], region: string) => defined({ kmsKeyId: keyOf?.(region) });

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', '-').replace(':', '-');

function addClusterSnapshot(
  { aws, plan, credentials, keyOf }: BackupSettings,
  verification: Extract<RestoredVerification, { clusterSnapshot: unknown }>,
  { content, databaseTime }: Night,
): void {
  const { cluster: id, types } = verification.clusterSnapshot;
  const pin = plan.pins.clusters.find(({ cluster }) => cluster === id);
  const resourceId = pin?.resourceId ?? `cluster-${aws.world.random.hex(26).toUpperCase()}`;
  const [type = 'automated'] = types;
  const cluster = { id, resourceId, masterUsername: credentials.application.name, engineVersion: '17.4' };
  const region = plan.regions[verification.region];
  const name = `rds:${id}-${dayOf(databaseTime)}`;
  aws.rds.addClusterSnapshot({ id: name, region, cluster, type, databaseTime, content, ...encrypted(keyOf, region) });
}
