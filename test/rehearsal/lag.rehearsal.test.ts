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

describe('recover, when too much data might be lost', () => {
  it.each([
    { lag: 'is above the limit', prepare: fallBehind, says: /above the limit of 300 s/ },
    { lag: 'is -1, since nothing replicates', prepare: stopReplicating, says: /was -1: it did not replicate/ },
    { lag: 'cannot be read at all', prepare: loseMetric, says: /the lag is not known, which is above every limit/ },
  ])('refuses before anything is asked or fenced, when the lag $lag', async ({ prepare, says }) => {
    const scene = await setScene();
    await prepare(scene);
    const { record } = await runRecovery(scene, startInput(scene));
    expect(record.outcome).toBe('refused');
    expect(record.reason).toMatch(says);
    expect(scene.notices.map(({ subject }) => subject)).toEqual([expect.stringMatching(/Refused/)]);
    expect(mutations(scene.events)).toEqual([]);
    expect(await endStateOf(scene)).toEqual(untouched);
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
