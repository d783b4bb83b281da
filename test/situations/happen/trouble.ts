import type { ModelContents } from 'simulated-aws/postgres/model/contents.ts';
import { defined } from '../../../shared/contracts/defined.ts';
import type { Account } from '../account.ts';
import type { HappeningOf } from '../schema/happening.ts';
import { call } from './person.ts';

const replicaId = 'shielda-replica-us-east-1';

export const setRegion = ({ scene, plan }: Account, { region, of }: HappeningOf<'region'>): void => {
  const { network } = scene.aws;
  if (region === 'lost') network.cut(plan.regions[of]);
  else network.heal(plan.regions[of]);
};

export const setBalancer = ({ scene }: Account, { balancer, of }: HappeningOf<'balancer'>): void =>
  scene.landscape.balancers[of].setBroken(balancer === 'broken');

export const setPrimary = async (account: Account, { primary }: HappeningOf<'primary'>): Promise<void> => {
  const { scene, plan } = account;
  if (primary === 'opened') return await openPrimary(account);
  scene.aws.rds.setStatus({ region: plan.regions.primary, id: 'shielda-prod', status: primary });
};

const openGroup = 'sg-0123456789abcdef9';

/** RDS takes no change of an instance that restarts. */
async function openPrimary({ scene, plan }: Account): Promise<void> {
  const region = plan.regions.primary;
  scene.aws.rds.addSecurityGroup({ id: openGroup, region, open: true });
  const isAvailable = () =>
    scene.aws.rds
      .inspectAll(region)
      .some((one) => one.DBInstanceIdentifier === 'shielda-prod' && one.DBInstanceStatus === 'available');
  while (!isAvailable()) await scene.clock.sleep(1000);
  const input = { DBInstanceIdentifier: 'shielda-prod', VpcSecurityGroupIds: [openGroup], ApplyImmediately: true };
  await call(scene, { what: 'rds:ModifyDBInstance', region, input });
}

export const addFault = ({ scene }: Account, { fault, for: seconds }: HappeningOf<'fault'>): void => {
  const { service, operation, region, role, nth, kind } = fault;
  const rule = scene.aws.faults.add({
    ...defined({ service, operation, region, role, nth }),
    kind,
  });
  if (seconds !== undefined) scene.clock.after(seconds * 1000, rule.remove);
};

export const kill = ({ scene }: Account, { kill: name }: HappeningOf<'kill'>): void => {
  if (scene.aws.lambda.kill(`lifeboat-dev-${name}`) === 0) throw new Error(`${name} was doing nothing`);
};

/** Somebody promotes the standby at the console, and goes away. */
const promoteByHand = async ({ scene }: Account): Promise<void> => {
  await call(scene, { what: 'rds:PromoteReadReplica', input: { DBInstanceIdentifier: replicaId } });
  await scene.clock.sleep(300_000);
};

const deleteReplica = async ({ scene }: Account): Promise<void> => {
  const input = { DBInstanceIdentifier: replicaId, SkipFinalSnapshot: true };
  await call(scene, { what: 'rds:DeleteDBInstance', input });
  await scene.clock.sleep(1_200_000);
};

/** A replica of the planned name that is none of the planned database. */
const replaceReplica = async (account: Account): Promise<void> => {
  const { aws, engine, standby } = account.scene;
  await deleteReplica(account);
  const spec = { name: 'billing-prod', region: 'us-west-2', database: 'billing', users: [], schema: '' };
  const billing = await engine.createPrimary(spec);
  const common = { engine: 'postgres', backupRetentionPeriod: 35 } as const;
  const { arn } = aws.rds.addInstance({ ...common, id: spec.name, region: spec.region, database: billing });
  const database = await engine.createReplica(billing, { name: 'stranger', region: standby });
  aws.rds.addInstance({ engine: 'postgres', id: replicaId, region: standby, database, replicaOf: arn });
};

/** The replica of the planned name is in the Region that may be lost. */
const misplaceReplica = async (account: Account): Promise<void> => {
  const { aws, engine, landscape } = account.scene;
  await deleteReplica(account);
  const at = { name: 'misplaced', region: 'us-west-2' };
  const database = await engine.createReplica(landscape.databases.primary, at);
  const replicaOf = 'arn:aws:rds:us-west-2:111122223333:db:shielda-prod';
  aws.rds.addInstance({ engine: 'postgres', id: replicaId, region: at.region, database, replicaOf });
};

/** As a machine does that has no process left to give: it accepts, and hangs up. */
const overload = ({ aws, clock }: Account['scene'], seconds: number): void => {
  const until = clock.now() + seconds * 1000;
  aws.network.onConnect(({ host }, near) => {
    if (host.startsWith(`${replicaId}.`) && clock.now() < until)
      near.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
  });
};

export const setReplica = async (account: Account, { replica }: HappeningOf<'replica'>): Promise<void> => {
  const { engine, landscape, clock } = account.scene;
  if (typeof replica === 'object' && 'overloaded' in replica) return overload(account.scene, replica.overloaded);
  if (typeof replica === 'object') {
    engine.delayReplication(landscape.databases.standby, replica.behind);
    return await clock.sleep(replica.behind * 1000);
  }
  switch (replica) {
    case 'promotedByHand':
      return await promoteByHand(account);
    case 'deleted':
      return await deleteReplica(account);
    case 'ofAnotherDatabase':
      return await replaceReplica(account);
    case 'inTheWrongRegion':
      return await misplaceReplica(account);
    case 'withoutReplay':
      return engine.forgetReplayed(landscape.databases.standby);
    default:
      return replica satisfies never;
  }
};

/** A snapshot of the primary as it is now, which says that it is older. */
export const addSnapshot = async (
  { scene }: Account,
  { snapshot, age, of, damaged }: HappeningOf<'snapshot'>,
): Promise<void> => {
  const { aws, engine, landscape, plan } = scene;
  const region = plan.regions.primary;
  const found = aws.rds.inspectAll(region).find((one) => one.DBInstanceIdentifier === 'shielda-prod');
  const { primary } = landscape.databases;
  let whole: ModelContents = [];
  engine.setContents(primary, (tables) => {
    whole = tables;
    return tables.map((table) => (table.name === damaged?.table ? { ...table, damaged: damaged.as } : table));
  });
  const content = await engine.takeSnapshot(primary);
  engine.setContents(primary, () => whole);
  const masterUsername = landscape.credentials.application.name;
  const instance = { id: 'shielda-prod', resourceId: of ?? found?.DbiResourceId ?? '', masterUsername };
  aws.rds.addSnapshot({ id: snapshot, region, instance, databaseTime: content.at - age * 1000, content });
};

export const dropSnapshot = ({ scene }: Account, { dropSnapshot: id }: HappeningOf<'dropSnapshot'>): void =>
  scene.aws.rds.dropSnapshot({ sort: 'snapshot', region: scene.plan.regions.primary, id });
