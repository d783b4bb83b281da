import { RDSClient } from '@aws-sdk/client-rds';
import { createAws, operatorKey } from 'simulated-aws';
import { createRealClock } from 'simulated-aws/clock/real-clock.ts';
import { operate } from 'simulated-aws/operate.ts';
import type { CopyAccess } from '../../../functions/ask-copy/open-copy.ts';
import { createFindPoints } from '../../../functions/choose-recovery-point/find-points.ts';
import { createSendDiscard } from '../../../functions/discard-restore/send-discard.ts';
import { createSendRestore } from '../../../functions/restore-database/send-restore.ts';
import { clientsOf } from '../../../shared/aws/clients.ts';
import { RunId } from '../../../shared/contracts/fields.ts';
import type { LedgerEntry } from '../../../shared/contracts/ledger-entry.ts';
import type { DeployedPlan } from '../../../shared/contracts/plan.ts';
import { isRestored } from '../../../shared/contracts/verification/verification.ts';
import type { Ledger } from '../../../shared/ledger/ledger.ts';
import type { Notice } from '../../../shared/notices/notice.ts';
import type { Publish } from '../../../shared/notices/open-topic.ts';
import type { Connect, Query } from '../../../shared/postgres/database.ts';
import type { Store } from '../../../shared/report/store.ts';
import { createFuse } from '../../support/fuse.ts';
import { createMemoryControl, createMemoryTable, type Turn } from '../../support/memory-control.ts';
import { createMemoryLedger, type MemoryLedgers } from '../../support/memory-ledger.ts';
import { createMemoryUnsettled, createMemoryVerified } from '../../support/memory-verified.ts';

/** Seven minutes of a restore in four milliseconds. */
const speed = 100_000;
const account = '111122223333';

type Aws = ReturnType<typeof createAws>;
/** Told of a call that was answered, by its operation, and of a place that the run has come to. */
type Listener = (place: string) => unknown;

const groupsOf = (aws: Aws, plan: DeployedPlan): void => {
  for (const { region: side, restore } of plan.restoreVerification.filter(isRestored)) {
    const region = plan.regions[side];
    aws.rds.addNamedGroup({ sort: 'subgrp', region, name: restore.subnetGroup });
    aws.rds.addNamedGroup({ sort: 'pg', region, name: restore.parameterGroup });
    aws.rds.addNamedGroup({ sort: 'cluster-pg', region, name: restore.clusterParameterGroup ?? '' });
    for (const id of restore.securityGroups) aws.rds.addSecurityGroup({ id, region, open: true });
  }
};

/** From a snapshot of nothing, since no server of a database stands behind this RDS. */
const addCluster = async (aws: Aws, region: string, id: string): Promise<string> => {
  const cluster = { id: 'seed', resourceId: 'cluster-SEED', masterUsername: 'postgres', engineVersion: '17.5' };
  aws.rds.addClusterSnapshot({ id: 'seed', region, type: 'manual', cluster });
  const input = { DBClusterIdentifier: id, SnapshotIdentifier: 'seed', Engine: 'aurora-postgresql' };
  await operate(aws, { service: 'rds', operation: 'RestoreDBClusterFromSnapshot', region, input });
  const made = aws.rds.inspectClusters(region).find(({ DBClusterIdentifier: name }) => name === id);
  return made?.DbClusterResourceId ?? '';
};

/** An instance or cluster with a snapshot of an hour ago for each verification of the plan. */
const backUp = async (aws: Aws, plan: DeployedPlan, now: number): Promise<void> => {
  for (const verification of plan.restoreVerification) {
    const region = plan.regions[verification.region];
    if ('clusterSnapshot' in verification) {
      const { cluster: id } = verification.clusterSnapshot;
      const resourceId = await addCluster(aws, region, id);
      const cluster = { id, resourceId, masterUsername: 'postgres', engineVersion: '17.5' };
      aws.rds.addClusterSnapshot({ id: `rds:${id}-night`, region, cluster, createdAt: now - 3_600_000 });
    }
    if ('instancePointInTime' in verification)
      aws.rds.addInstance({ id: verification.instancePointInTime.instance, region, engine: 'postgres' });
    if (!('instanceSnapshot' in verification)) continue;
    const { instance: id } = verification.instanceSnapshot;
    const { resourceId } = aws.rds.addInstance({ id, region, engine: 'postgres' });
    const instance = { id, resourceId };
    aws.rds.addSnapshot({ id: `rds:${id}-night`, region, instance, databaseTime: now - 3_600_000 });
  }
};

/** A copy that answers as if its data were whole and it held no table. */
const emptyCopy: Query = async (sql) => {
  if (sql.includes('json_agg')) return [['[]']];
  if (sql.includes('AS fingerprint')) return [['0:0']];
  if (sql.includes('could_write')) return [[false]];
  return [[1]];
};

const toEmptyCopy: Connect = async (_login, work) => await work(emptyCopy);

const accessTo = (rds: CopyAccess['rds'], secret: string): CopyAccess => ({
  rds,
  getSecret: async () => secret,
  connect: toEmptyCopy,
  withDatabase: async (_place, work) => await work(emptyCopy),
  settings: { NETWORK: 'vpc' },
});

/** The tasks of verify-restores with real clients against the simulated RDS, and tables in memory: a run takes moments. */
export const createVerifyWorld = async (plan: DeployedPlan) => {
  const real = createRealClock();
  // Time that nobody waits for: what a wait of the machine would last.
  let passed = 0;
  const clock = { ...real, now: () => real.now() + passed };
  // Before each call, which is after the effect of the one before: nothing that lasts lies in between.
  const fuse = createFuse();
  const listeners: Listener[] = [];
  const reached = async (place: string): Promise<void> => {
    for (const listener of listeners) await listener(place);
  };
  const now = () => new Date(clock.now()).toISOString();
  const regions = [...new Set<string>(Object.values(plan.regions))];
  const tell = () => undefined;
  const onError = (error: unknown) => {
    throw error;
  };
  const aws = createAws({ clock, seed: 1, speed, regions, tell, onError });
  const endpoint = `http://127.0.0.1:${await aws.wire.listen(0)}`;
  const credentials = { accessKeyId: operatorKey, secretAccessKey: 'any' };
  const rds = clientsOf((settings) => {
    const client = new RDSClient({ ...settings, endpoint, credentials });
    client.middlewareStack.add(
      (next, { commandName = '' }) =>
        async (args) => {
          await fuse.pass();
          const output = await next(args);
          await reached(commandName.replace(/Command$/, ''));
          return output;
        },
      { step: 'initialize', name: 'fuse' },
    );
    return client;
  });
  groupsOf(aws, plan);
  await backUp(aws, plan, clock.now());
  const turn: Turn = async (act) => {
    await fuse.pass();
    return act();
  };
  const ledgers: MemoryLedgers = new Map<RunId, LedgerEntry[]>();
  const ledgerOf = (runId: RunId): Ledger => createMemoryLedger(ledgers, runId, { turn, now });
  const control = createMemoryControl(createMemoryTable(), turn);
  const secret = JSON.stringify({ username: 'postgres', password: 'any' });
  const unsettled = createMemoryUnsettled(turn);
  const stored = new Map<string, string>();
  const store: Store = async ({ key, body }) => {
    await fuse.pass();
    stored.set(key, body);
    return `s3://records/${key}`;
  };
  const notices: Notice[] = [];
  const publish: Publish = async (notice) => {
    await fuse.pass();
    notices.push(notice);
    return `message-${notices.length}`;
  };
  return {
    aws,
    clock,
    /** What was recorded, by key, and what people were told. */
    ...{ stored, store, notices, publish, control, unsettled },
    reached,
    onReach: (listener: Listener) => void listeners.push(listener),
    /** Until what RDS was told has become so. */
    settle: () => real.sleep(20),
    pass: (seconds: number) => {
      passed += seconds * 1000;
    },
    fuse,
    ledgers,
    runIdOf: (name: string) => RunId.parse(name),
    arnOf: (name: string) => `arn:aws:states:us-east-1:${account}:execution:lifeboat-dev-verify-restores:${name}`,
    copies: () =>
      regions
        .flatMap((region) => [
          ...aws.rds.inspectAll(region).map(({ DBInstanceIdentifier: name = '' }) => name),
          ...aws.rds.inspectClusters(region).map(({ DBClusterIdentifier: name = '' }) => name),
        ])
        .filter((name) => name.startsWith('lifeboat-verify-')),
    dependencies: {
      ...{ plans: { [plan.plan]: plan }, ledgerOf, control, unsettled, rds, now },
      verified: createMemoryVerified(turn),
      stateOfExecution: async (_arn: string): Promise<'running' | 'ended' | 'unknown'> => 'ended',
      findPoints: createFindPoints(rds),
      access: accessTo(rds, secret),
    },
    send: { restore: createSendRestore(rds), discard: createSendDiscard(rds) },
    close: async () => {
      await aws.close();
      clock.stop();
    },
  };
};

export type VerifyWorld = Awaited<ReturnType<typeof createVerifyWorld>>;
