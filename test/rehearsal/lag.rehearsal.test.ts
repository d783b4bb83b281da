import { describe, expect, it } from 'vitest';
import { runRecovery, type Scene, setScene, startInput } from '../support/virtual-run.ts';
import { endStateOf, recovered, untouched } from './end-state.ts';
import { mutations } from './mutations.ts';

const delaySeconds = 900;

/** The replica is a quarter of an hour behind when the Region is lost; the plan allows five minutes. */
const fallBehind = async ({ engine, landscape, clock, aws }: Scene): Promise<void> => {
  engine.delayReplication(landscape.databases.standby, delaySeconds);
  await clock.advance(delaySeconds * 1000);
  aws.network.cut('us-west-2');
};

/** The replica has been restarted and cannot say how old its data are: CloudWatch is all there is, and says -1. */
const stopReplicating = async ({ aws, engine, landscape, clock }: Scene): Promise<void> => {
  aws.network.cut('us-west-2');
  engine.forgetReplayed(landscape.databases.standby);
  await clock.advance(180_000);
};

/** The same, and CloudWatch does not answer either. */
const loseMetric = async ({ aws, engine, landscape }: Scene): Promise<void> => {
  aws.faults.add({ operation: 'GetMetricStatistics', kind: { error: 'InternalServiceFault', status: 500 } });
  aws.network.cut('us-west-2');
  engine.forgetReplayed(landscape.databases.standby);
};

/** As the person who answers will have made it: from the newest backup, with the users that were in it. */
const addRestored = async ({ aws, engine, landscape, clock, standby }: Scene): Promise<void> => {
  const { application, reader } = landscape.credentials;
  const users = [
    { ...application, readOnly: false },
    { ...reader, readOnly: true },
  ];
  const name = 'shielda-restored';
  const spec = { name, region: standby, database: landscape.databaseName, users, schema: '' };
  const database = await clock.runUntil(engine.createPrimary(spec));
  aws.rds.addInstance({ id: name, region: standby, engine: 'postgres', database, backupRetentionPeriod: 35 });
};

const lossOf = ({ notices }: Scene) => notices.find(({ message }) => message.includes('acceptLoss: '))?.message;

describe('recover, when too much data might be lost', () => {
  it.each([
    {
      lag: 'is above the limit',
      prepare: fallBehind,
      says: /above the limit of 300 s/,
      stated: /lose up to 9\d\d s of data/,
    },
    { lag: 'is -1', prepare: stopReplicating, says: /was -1: it did not replicate/, stated: /nobody knows how much/ },
    { lag: 'cannot be read', prepare: loseMetric, says: /the lag is not known/, stated: /nobody knows how much/ },
  ])('asks before anything is fenced, states the loss and does nothing after a no, when the lag $lag', async (row) => {
    const scene = await setScene({ answers: { approval: 'refuse' } });
    await row.prepare(scene);
    const { record } = await runRecovery(scene, startInput(scene, { mode: 'automatic' }));
    expect(record).toMatchObject({ outcome: 'refused', decision: { verdict: 'ask' } });
    expect(record.decision?.reason).toMatch(row.says);
    expect(lossOf(scene)).toMatch(row.stated);
    expect(mutations(scene.events)).toEqual([]);
    expect(await endStateOf(scene)).toEqual(untouched);
  });

  it('promotes after a yes to the loss that was stated, and the record says whose yes it was', async () => {
    const scene = await setScene({ durations: { promotionSeconds: 60 }, answers: { approval: 'acceptLoss' } });
    await fallBehind(scene);
    const { record } = await runRecovery(scene, startInput(scene));
    expect(record.outcome).toBe('succeeded');
    expect(record.answers).toMatchObject([{ answer: 'acceptLoss', operator: 'Ada' }]);
    const database = record.steps.find(({ stepId }) => stepId === 'database');
    expect(database?.evidence).toMatchObject({ isLossAccepted: true });
    expect(await endStateOf(scene)).toEqual(recovered);
  });

  it('goes over to the restore runbook when a person chooses it, and the record says why', async () => {
    const scene = await setScene({ answers: { approval: ['restore', 'approve'] } });
    await addRestored(scene);
    await fallBehind(scene);
    const { record } = await runRecovery(scene, startInput(scene));
    expect(record).toMatchObject({
      outcome: 'succeeded',
      runbook: 'restore-in-standby',
      insteadOf: { runbook: 'region-failover', because: expect.stringContaining('Ada chose to restore') },
    });
    const statuses = record.steps.map(({ stepId }) => (stepId === 'old-primary' ? 'owed' : 'done'));
    expect(record.steps.map(({ status }) => status)).toEqual(statuses);
    expect(mutations(scene.events)).toEqual(['PutSecretValue', 'UpdateService', 'PutObject']);
    expect(await endStateOf(scene)).toMatchObject({ promotions: 0, isReplica: true, nameLeadsTo: 'the standby' });
  });

  it('goes on when a named operator accepts the loss, and the record says who, how much and that it is too much', async () => {
    const scene = await setScene({ durations: { promotionSeconds: 60 } });
    await fallBehind(scene);
    const { record } = await runRecovery(scene, startInput(scene, { acceptDataLoss: true }));
    expect(record.outcome).toBe('succeeded');
    expect(record.trigger.operator).toBe('Ada');
    expect(record.dataLoss.isMet).toBe(false);
    expect(record.dataLoss.measuredSeconds).toBeGreaterThan(delaySeconds - 60);
    const database = record.steps.find(({ stepId }) => stepId === 'database');
    expect(database?.evidence).toMatchObject({ isLossAccepted: true });
    expect(database?.calls[0]?.because).toContain('an operator accepts the loss');
    expect(await endStateOf(scene)).toEqual(recovered);
  });

  it('refuses a loss that nobody accepts by name', async () => {
    const scene = await setScene();
    await fallBehind(scene);
    const anonymous = startInput(scene, { acceptDataLoss: true, operator: undefined });
    const { record } = await runRecovery(scene, anonymous);
    expect(record.reason).toBe('only a named operator may ask for acceptDataLoss');
    expect(await endStateOf(scene)).toEqual(untouched);
  });
});
