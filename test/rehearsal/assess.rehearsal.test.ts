import { describe, expect, it } from 'vitest';
import { runRecovery, type Scene, setScene, startInput } from '../support/virtual-run.ts';
import { endStateOf, recovered, untouched } from './end-state.ts';
import { mutations } from './mutations.ts';
import {
  addKey,
  ask,
  closedKey,
  deleteReplica,
  keepSecretsUnder,
  keepSecretsUnderOwnKeys,
  replicaId,
  saidIn,
} from './scene-tools.ts';
import { withoutStatement } from './stack-roles.ts';

const durations = { promotionSeconds: 60 };

const lose = ({ aws }: Scene): void => aws.network.cut('us-west-2');

/** A replica of the planned name that is none of the planned database. */
const addStranger = async (scene: Scene): Promise<void> => {
  const { aws, engine, clock, standby } = scene;
  await deleteReplica(scene);
  const spec = { name: 'billing-prod', region: 'us-west-2', database: 'billing', users: [], schema: '' };
  const billing = await clock.runUntil(engine.createPrimary(spec));
  const common = { engine: 'postgres', backupRetentionPeriod: 35 } as const;
  const { arn } = aws.rds.addInstance({ ...common, id: spec.name, region: spec.region, database: billing });
  const database = await clock.runUntil(engine.createReplica(billing, { name: 'stranger', region: standby }));
  aws.rds.addInstance({ engine: 'postgres', id: replicaId, region: standby, database, replicaOf: arn });
};

/** The replica of the planned name is in the Region that may be lost. */
const misplaceReplica = async (scene: Scene): Promise<void> => {
  const { aws, engine, clock, landscape, standby } = scene;
  await deleteReplica(scene);
  const at = { name: 'misplaced', region: 'us-west-2' };
  const database = await clock.runUntil(engine.createReplica(landscape.databases.primary, at));
  const arn = `arn:aws:rds:us-west-2:111122223333:db:shielda-prod`;
  aws.rds.addInstance({ engine: 'postgres', id: replicaId, region: at.region, database, replicaOf: arn });
  expect(standby).not.toBe(at.region);
};

const applicationSecret = 'shielda/control-plane/database';
const healthCheck = '5e1da000-0001-4000-8000-000000000001';

/** The same secret as before, but that it is replicated from the Region that is lost. */
const replicateSecret = async (scene: Scene): Promise<void> => {
  const before = await ask(scene, { what: 'secretsmanager:GetSecretValue', input: { SecretId: applicationSecret } });
  const input = {
    ...{ Name: applicationSecret, SecretString: before.SecretString, ForceOverwriteReplicaSecret: true },
    AddReplicaRegions: [{ Region: scene.standby }],
  };
  await ask(scene, { what: 'secretsmanager:CreateSecret', region: 'us-west-2', input });
  await scene.clock.advance(5000);
};

const updateCheck = (scene: Scene, change: object) => {
  const input = { HealthCheckId: healthCheck, ...change };
  return ask(scene, { what: 'route53:UpdateHealthCheck', region: 'us-east-1', input });
};

describe('recover, when a later step could not get through', () => {
  it.each<{ when: string; prepare: (scene: Scene) => Promise<unknown>; says: RegExp }>([
    {
      when: 'another database has taken the name of the replica',
      prepare: addStranger,
      says: /database: shielda-replica-us-east-1 in us-east-1 is db-\w+, and the plan pins db-K4TNB7WQ/,
    },
    {
      when: 'the replica is in the wrong Region',
      prepare: misplaceReplica,
      says: /database: there is no instance shielda-replica-us-east-1: DBInstanceNotFound/,
    },
    {
      when: 'the health check of the switch is disabled, which counts as healthy',
      prepare: (scene) => updateCheck(scene, { Disabled: true, Inverted: false }),
      says: /app-dns: health check 5e1da000-\S+ is disabled, which counts as healthy/,
    },
    {
      when: 'somebody has deleted the secret of the application',
      prepare: (scene) => ask(scene, { what: 'secretsmanager:DeleteSecret', input: { SecretId: applicationSecret } }),
      says: /database-host: .*shielda\/control-plane\/database/,
    },
    {
      when: 'the secret of the application is a replica, which AWS lets nobody change',
      prepare: replicateSecret,
      says: /database-host: secret shielda\/control-plane\/database in us-east-1 is a replica of the one in us-west-2/,
    },
    {
      when: 'the key of the secrets does not let the roles in',
      prepare: (scene) => keepSecretsUnder(scene, scene.standby, addKey(scene, scene.standby, closedKey)),
      says: /could not read .*: AccessDeniedException: Access to KMS is not allowed/,
    },
  ])('is refused before the fence: $when', async ({ prepare, says }) => {
    const scene = await setScene({ durations });
    await prepare(scene);
    lose(scene);
    const { record } = await runRecovery(scene, startInput(scene));
    expect(record.outcome).toBe('refused');
    expect(record.reason).toMatch(/nothing has been changed yet/);
    expect(record.reason).toMatch(says);
    expect(mutations(scene.events)).toEqual([]);
  });

  it('goes on once the secret is one of its own, by the command that it named', async () => {
    const scene = await setScene({ durations });
    await replicateSecret(scene);
    lose(scene);
    const { record: refused } = await runRecovery(scene, startInput(scene));
    const [, region = '', SecretId = ''] = /stop-replication-to-replica --region (\S+) --secret-id ([^\s)]+)/.exec(
      refused.reason ?? '',
    ) ?? ['', '', ''];
    await ask(scene, { what: 'secretsmanager:StopReplicationToReplica', region, input: { SecretId } });
    const { record } = await runRecovery(scene, startInput(scene, { bypassHoldDown: true }));
    expect(record.outcome).toBe('succeeded');
    expect(await endStateOf(scene)).toEqual(recovered);
  });

  it('goes on where the secrets are under keys of the customer that leave it to the roles', async () => {
    const scene = await setScene({ durations });
    await keepSecretsUnderOwnKeys(scene);
    lose(scene);
    const { record } = await runRecovery(scene, startInput(scene));
    expect(record.outcome).toBe('succeeded');
    expect(await endStateOf(scene)).toEqual(recovered);
  });

  it('goes on where the health check is disabled and inverted, which counts as unhealthy', async () => {
    const scene = await setScene({ durations });
    await updateCheck(scene, { Disabled: true });
    lose(scene);
    const { record } = await runRecovery(scene, startInput(scene));
    expect(record.outcome).toBe('succeeded');
    expect(saidIn(scene)).toContain('disabled and inverted, which counts as unhealthy');
    expect(await endStateOf(scene)).toEqual(recovered);
  });

  it('says so in a dry run, too', async () => {
    const scene = await setScene({ durations });
    await addStranger(scene);
    const { record } = await runRecovery(scene, startInput(scene, { dryRun: true }));
    expect(record.decision?.reason).toMatch(/without it the run would refuse \(blocked\): .*the plan pins db-K4TNB7WQ/);
  });
});

describe('recover, when a step cannot be assessed', () => {
  const repackage = withoutStatement('ScaleServiceRole', 'dynamodb:PutItem');

  it('asks, even in automatic mode, and names the step', async () => {
    const scene = await setScene({ durations, repackage, answers: { approval: 'refuse' } });
    lose(scene);
    const { record } = await runRecovery(scene, startInput(scene, { mode: 'automatic' }));
    expect(record).toMatchObject({ outcome: 'refused', decision: { verdict: 'ask' } });
    expect(record.decision?.reason).toContain('control-plane: nobody could assess it');
    expect(await endStateOf(scene)).toEqual(untouched);
  });

  it('is not held up for long by a Region that is silent', async () => {
    const scene = await setScene({ durations });
    lose(scene);
    const { record } = await runRecovery(scene, startInput(scene));
    const at = (type: string) => record.entries.find(({ fact }) => fact.type === type)?.at ?? '';
    const kinds = record.entries.filter(({ fact }) => fact.type === 'assessed');
    expect(new Set(kinds.map(({ stream }) => stream)).size).toBe(7);
    expect((Date.parse(at('decided')) - Date.parse(at('runOpened'))) / 1000).toBeLessThan(14);
  });
});

describe('recover, when somebody types a moment', () => {
  it('asks with both times when the replica has a later commit, and counts nothing from it', async () => {
    const scene = await setScene({ durations, answers: { approval: 'approve' } });
    lose(scene);
    const detectedAt = new Date(scene.clock.now() - 3_600_000).toISOString();
    const { record } = await runRecovery(scene, startInput(scene, { detectedAt, mode: 'automatic' }));
    expect(record.decision?.reason).toMatch(
      new RegExp(`service was said to be lost since ${detectedAt}, and the replica has a commit of 2026-`),
    );
    expect(record.outcome).toBe('succeeded');
    expect(record.recoveryTime.measuredSeconds).toBeGreaterThan(3600);
    expect(record.dataLoss.basis).not.toContain(detectedAt);
    expect(record.dataLoss.measuredSeconds).toBeGreaterThan(0);
  });

  it('loses no less by a date that was pasted from elsewhere', async () => {
    const scene = await setScene({ durations, answers: { approval: 'refuse' } });
    const { engine, landscape, clock, aws } = scene;
    engine.delayReplication(landscape.databases.standby, 900);
    await clock.advance(900_000);
    aws.network.cut('us-west-2');
    const { record } = await runRecovery(scene, startInput(scene, { detectedAt: '2026-01-05T03:00:00Z' }));
    expect(record.decision?.reason).toMatch(/more would be lost than the plan allows: .* 90\d\S* s before now/);
    expect(saidIn(scene)).toMatch(/Expected data loss: at most 90\d s of data by now/);
    expect(saidIn(scene)).toContain('Service first seen to be lost: 2026-01-05T03:00:00Z (as Ada typed)');
  });
});

describe('recover, when nothing is broken', () => {
  it('loses nothing, and knows it from what the fenced primary told last', async () => {
    const scene = await setScene({ durations });
    const { record } = await runRecovery(scene, startInput(scene));
    const database = record.steps.find(({ stepId }) => stepId === 'database');
    expect(database?.evidence).toMatchObject({ dataLossSeconds: 0, dataLossBasis: 'caughtUpAfterFence' });
    expect(record.dataLoss).toMatchObject({ measuredSeconds: 0, isMet: true });
    expect(record.dataLoss).not.toHaveProperty('isAtMost');
  });
});
