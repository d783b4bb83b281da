import type { SimulatedAws } from 'simulated-aws';
import type { Database, DatabaseEngine } from 'simulated-aws/postgres/database.ts';
import type { InstanceSpec } from 'simulated-aws/services/rds/instances/add-instance.ts';
import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import { isRestored, type RestoredVerification } from '../../shared/contracts/verification/verification.ts';

export type BackupSettings = Readonly<{
  aws: SimulatedAws;
  engine: DatabaseEngine;
  plan: DeployedPlan;
  /** Of the database that is backed up. */
  source: Database;
  /** The login of its reader, for the comparison with the source. */
  reader: Readonly<{ name: string; password: string }>;
  durations?: InstanceSpec['durations'] | undefined;
  /** How old the newest snapshot is. */
  ageSeconds?: number;
}>;

const instanceOf = (verification: RestoredVerification): string | undefined => {
  if ('instanceSnapshot' in verification) return verification.instanceSnapshot.instance;
  return 'instancePointInTime' in verification ? verification.instancePointInTime.instance : undefined;
};

/** The isolated place that the plan restores into: groups that nothing else uses. */
const buildPlace = ({ aws, plan }: BackupSettings, verification: RestoredVerification): void => {
  const region = plan.regions[verification.region];
  const { subnetGroup, parameterGroup, securityGroups } = verification.restore;
  aws.rds.addNamedGroup({ sort: 'subgrp', region, name: subnetGroup });
  aws.rds.addNamedGroup({ sort: 'pg', region, name: parameterGroup });
  for (const id of securityGroups) aws.rds.addSecurityGroup({ id, region, open: true });
};

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', '-').replace(':', '-');

/** The nightly snapshot of one database, with what it holds now. */
const buildSnapshot = async (settings: BackupSettings, verification: RestoredVerification): Promise<void> => {
  const { aws, engine, plan, source, ageSeconds = 3600 } = settings;
  const region = plan.regions[verification.region];
  const id = instanceOf(verification);
  if (id === undefined || !('instanceSnapshot' in verification)) return;
  const { DbiResourceId: resourceId = '', MasterUsername: masterUsername = '' } = aws.rds.inspect({ region, id });
  const content = await engine.takeSnapshot(source);
  const databaseTime = content.at - ageSeconds * 1000;
  const [type = 'automated'] = verification.instanceSnapshot.types;
  const instance = { id, resourceId, masterUsername };
  aws.rds.addSnapshot({ id: `rds:${id}-${dayOf(databaseTime)}`, region, instance, type, databaseTime, content });
};

const buildSecret = ({ aws, plan, reader }: BackupSettings, { data: { manifest } }: RestoredVerification): void => {
  if (manifest === undefined) return;
  const at = { region: plan.regions[manifest.region], name: manifest.secret };
  if (aws.secretsManager.inspect(at) !== undefined) return;
  aws.secretsManager.addSecret({ ...at, value: JSON.stringify({ username: reader.name, password: reader.password }) });
};

/** The backups of the plan's databases, and where they may be restored. */
export const buildBackups = async (settings: BackupSettings): Promise<void> => {
  const { aws, engine, plan, durations } = settings;
  aws.rds.restores.engine = engine;
  aws.rds.restores.durations = durations;
  for (const verification of plan.restoreVerification.filter(isRestored)) {
    buildPlace(settings, verification);
    buildSecret(settings, verification);
    await buildSnapshot(settings, verification);
  }
};
