import * as z from 'zod';
import { createWorkshop, east, west } from './workshop.ts';

export const arnOf = (region: string, id: string) => `arn:aws:rds:${region}:123456789012:cluster:${id}`;

const Globals = z.object({
  GlobalClusters: z.tuple([
    z.looseObject({
      Endpoint: z.string(),
      Status: z.string(),
      FailoverState: z.looseObject({ Status: z.string(), IsDataLossAllowed: z.boolean() }).optional(),
      GlobalClusterMembers: z.array(
        z.looseObject({
          DBClusterArn: z.string(),
          IsWriter: z.boolean(),
          SynchronizationStatus: z.string().optional(),
        }),
      ),
    }),
  ]),
});

const cluster = { Engine: 'aurora-postgresql', EngineVersion: '17.5' };
const member = { Engine: 'aurora-postgresql', DBInstanceClass: 'db.r7g.large' };
const master = { MasterUsername: 'harbour', MasterUserPassword: 'before-all' };

/** An Aurora cluster of two instances in the west. */
export const createAurora = async () => {
  const workshop = await createWorkshop();
  const { ask, pass, rds, world } = workshop;
  world.network.useResolver(rds.hostBehind);
  const add = (side: 'west' | 'east', id: string, input: object = {}) =>
    ask[side]('CreateDBInstance', { ...member, DBInstanceIdentifier: id, DBClusterIdentifier: side, ...input });
  await ask.west('CreateDBCluster', { ...cluster, ...master, DBClusterIdentifier: 'west', BackupRetentionPeriod: 3 });
  await pass(430);
  await add('west', 'west-1');
  await pass(500);
  await add('west', 'west-2', { PromotionTier: 0 });
  await pass(500);
  const shown = (side: 'west' | 'east') => rds.inspectClusters(side === 'west' ? west : east)[0];
  const writers = (side: 'west' | 'east') =>
    shown(side)?.DBClusterMembers?.flatMap((one) => (one.IsClusterWriter ? [one.DBInstanceIdentifier] : []));
  return { ...workshop, add, shown, writers, cluster, master };
};

/** The same as the primary of a global cluster with a secondary in the east, which has one instance unless told otherwise. */
export const createGlobe = async ({ isHeadless = false } = {}) => {
  const aurora = await createAurora();
  const { ask, pass, add } = aurora;
  await ask.west('CreateGlobalCluster', {
    GlobalClusterIdentifier: 'globe',
    SourceDBClusterIdentifier: arnOf(west, 'west'),
  });
  await ask.east('CreateDBCluster', { ...cluster, DBClusterIdentifier: 'east', GlobalClusterIdentifier: 'globe' });
  await pass(430);
  if (!isHeadless) await add('east', 'east-1');
  await pass(500);
  const globe = async () => Globals.parse(await ask.east('DescribeGlobalClusters', {})).GlobalClusters[0];
  /** Of each member whether it writes, and how it follows. */
  const roles = async () =>
    (await globe()).GlobalClusterMembers.map((one) => [one.DBClusterArn, one.IsWriter, one.SynchronizationStatus]);
  return { ...aurora, globe, roles };
};

export const toEast = { GlobalClusterIdentifier: 'globe', TargetDbClusterIdentifier: arnOf(east, 'east') };
