import { PutObjectCommand } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import { findBackup } from '../../../functions/find-backup/find-backup.ts';
import { createListBackups } from '../../../functions/find-backup/list-backups.ts';
import { RunId } from '../../../shared/contracts/fields.ts';
import { LookInput } from '../../../shared/contracts/verification/run.ts';
import { NotDeployed } from '../../../shared/errors.ts';
import { useAws } from '../../shared/steps/simulated-aws.ts';
import { given, planOf } from '../../shared/support/plan.ts';
import { atOnce } from '../../support/memory-control.ts';
import { createMemoryLedger, type MemoryLedgers } from '../../support/memory-ledger.ts';

/** The Region of the plan's standby. */
const region = 'us-east-1';
const common = { region: 'standby', maxAge: '1h' };
const restoreVerification = [
  { ...common, id: 'cache', cacheSnapshot: { replicationGroup: 'sessions' } },
  { ...common, id: 'cache-at-home', region: 'primary', cacheSnapshot: { replicationGroup: 'sessions' } },
  { ...common, id: 'volumes', volumeSnapshots: { tag: { key: 'backup', value: 'daily' }, volumes: 1 } },
  { ...common, id: 'dumps', backupObjects: { bucket: 'dumps', prefix: 'orders/', minBytes: 100 } },
  {
    ...common,
    id: 'restored',
    instanceSnapshot: { instance: 'orders', types: ['automated'] },
    restore: {
      instanceClass: 'db.t4g.medium',
      subnetGroup: 'copies',
      securityGroups: ['sg-0123456789abcdef0'],
      parameterGroup: 'copies',
      within: '1h',
    },
    data: {
      database: 'orders',
      reader: 'reader',
      checks: [{ name: 'any', sql: 'select 1', atLeast: 1 }],
    },
  },
];
const plans = {
  orders: planOf({ only: [given.ask] }, { restoreVerification }),
};

const runId = RunId.parse('run-1');
const itemOf = (verification: string) =>
  LookInput.parse({ item: { runId, kind: 'find', plan: 'orders', verification, lookers: 1 } });

const stage = useAws();
let ledgers: MemoryLedgers;
beforeEach(() => {
  ledgers = new Map();
});

const now = () => new Date(stage().aws.world.clock.now()).toISOString();
const secondsAgo = (seconds: number) => new Date(stage().aws.world.clock.now() - seconds * 1000);
const find = (verification: string) =>
  findBackup(itemOf(verification), {
    plans,
    ledgerOf: (run) => createMemoryLedger(ledgers, run, { turn: atOnce, now }),
    list: createListBackups({ ...stage().dependencies, elastiCache: stage().dependencies.elasticache }),
    now,
    pause: async () => undefined,
  });
const written = () => (ledgers.get(runId) ?? []).map(({ stream, fact }) => ({ stream, ...fact }));

const addCache = (name: string, seconds: number, where = region) =>
  stage().aws.elasticache.addSnapshot({
    region: where,
    name,
    replicationGroupId: 'sessions',
    status: 'available',
    nodes: [{ cacheClusterId: 'sessions-1', createdAt: secondsAgo(seconds), cacheSize: '5 MB' }],
  });
const addVolume = (seconds: number) =>
  stage().aws.ec2.addSnapshot({
    ...{ region, volumeId: 'vol-1', state: 'completed', sizeGiB: 8, tags: { backup: 'daily' } },
    startTime: secondsAgo(seconds),
  });

describe('a backup that is found', () => {
  it('is a cache snapshot in the Region that the plan names', async () => {
    addCache('too-old', 7200, 'us-west-2');
    addCache('night', 60);
    expect(await find('cache')).toEqual({ verdict: 'found' });
    expect(await find('cache-at-home')).toEqual({ verdict: 'failed' });
    expect(written()).toMatchObject([
      {
        ...{ stream: 'point:orders/cache', type: 'recoveryPointChosen', verdict: 'found', considered: 1 },
        point: { id: 'night', type: 'automated', bytes: 5 * 1024 ** 2 },
      },
      { stream: 'point:orders/cache-at-home', verdict: 'failed', point: { id: 'too-old' } },
    ]);
  });

  it('is the snapshot of a volume', async () => {
    const { id } = addVolume(60);
    expect(await find('volumes')).toEqual({ verdict: 'found' });
    expect(written()).toMatchObject([{ verdict: 'found', point: { id }, ageSeconds: expect.closeTo(60, -1) }]);
  });

  it('is an object that is large enough', async () => {
    stage().aws.s3.addBucket({ name: 'dumps', region, publicRead: false });
    const { s3 } = stage().dependencies;
    for (const [key, length] of [
      ['orders/full', 100],
      ['orders/cut-off', 99],
    ] as const)
      await s3(region).actor.send(new PutObjectCommand({ Bucket: 'dumps', Key: key, Body: 'x'.repeat(length) }));
    expect(await find('dumps')).toEqual({ verdict: 'found' });
    expect(written()).toMatchObject([
      { point: { id: 'orders/full', bytes: 100 }, considered: 2, passedOver: [{ id: 'orders/cut-off' }] },
    ]);
  });
});

describe('a backup that is not found', () => {
  it('says that there is none', async () => {
    expect(await find('volumes')).toEqual({ verdict: 'failed' });
    expect(written()).toMatchObject([{ verdict: 'failed', considered: 0, passedOver: [] }]);
  });

  it('says by its name why it could not be looked at', async () => {
    expect(await find('dumps')).toEqual({ verdict: 'failed' });
    expect(written()).toEqual([
      {
        ...{ stream: 'point:orders/dumps', type: 'recoveryPointChosen', verdict: 'failed' },
        because: 'the backups could not be looked at: NoSuchBucket: The specified bucket does not exist',
        ...{ considered: 0, passedOver: [] },
      },
    ]);
  });
});

it('answers by what stands in the ledger, whatever is there now', async () => {
  expect(await find('cache')).toEqual({ verdict: 'failed' });
  addCache('night', 60);
  expect(await find('cache')).toEqual({ verdict: 'failed' });
  expect(written()).toHaveLength(1);
  addVolume(60);
  expect([await find('volumes'), await find('volumes')]).toEqual([{ verdict: 'found' }, { verdict: 'found' }]);
  expect(written()).toHaveLength(2);
});

it.each(['restored', 'unknown'])('refuses to look for %s', async (verification) => {
  await expect(find(verification)).rejects.toThrow(NotDeployed);
  expect(written()).toEqual([]);
});
