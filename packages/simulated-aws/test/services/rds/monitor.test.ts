import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { knock } from '../test-world.ts';
import { createShielda, primary } from './shielda.ts';

const Answer = z.looseObject({ MetricDataResults: z.array(z.looseObject({ Values: z.array(z.number()) })) });

const metric = async (shielda: ReturnType<typeof createShielda>, MetricName: string, id = 'shielda-dr') => {
  const Dimensions = [{ Name: 'DBInstanceIdentifier', Value: id }];
  const Metric = { Namespace: 'AWS/RDS', MetricName, Dimensions };
  const answer = await shielda.ask.metrics('GetMetricData', {
    MetricDataQueries: [{ Id: 'one', MetricStat: { Metric, Period: 60, Stat: 'Maximum' } }],
    StartTime: new Date(shielda.clock.now() - 3_600_000),
    EndTime: new Date(shielda.clock.now() + 60_000),
    ScanBy: 'TimestampAscending',
  });
  return Answer.parse(answer).MetricDataResults[0]?.Values;
};

describe('the metrics of a replica', () => {
  it('hold the lag of each minute, in the Region of the replica', async () => {
    let lag: number | undefined = 0.5;
    const shielda = createShielda({ lag: () => lag });
    await shielda.pass(61);
    lag = 75;
    await shielda.pass(60);
    lag = undefined;
    await shielda.pass(60);
    expect(await metric(shielda, 'ReplicaLag')).toEqual([0.5, 75, -1]);
    expect(await metric(shielda, 'ReplicaLag', 'shielda-prod')).toEqual([]);
  });

  it('say -1 when the lag cannot be read', async () => {
    const shielda = createShielda({ lag: () => JSON.parse('not a number') });
    await shielda.pass(61);
    expect(await metric(shielda, 'ReplicaLag')).toEqual([-1]);
  });

  it('hold no lag any more once it is promoted, and count connections again', async () => {
    const shielda = createShielda();
    await shielda.ask.standby('PromoteReadReplica', { DBInstanceIdentifier: 'shielda-dr' });
    await shielda.pass(601);
    expect(await metric(shielda, 'ReplicaLag')).toHaveLength(2);
    expect(await metric(shielda, 'DatabaseConnections')).toEqual(Array.from({ length: 9 }, () => 0));
  });

  it('count the connections that are open', async () => {
    const shielda = createShielda();
    const knocks = [await knock(shielda.world, shielda.dr.address), await knock(shielda.world, shielda.dr.address)];
    await shielda.pass(61);
    knocks[0]?.stream.destroy();
    await shielda.pass(60);
    expect(await metric(shielda, 'DatabaseConnections')).toEqual([2, 1]);
  });
});

describe('the replication of a replica', () => {
  it('turns to error when its source is lost for a minute or two, and back when it returns', async () => {
    const { world, pass, inspect, ask } = createShielda();
    await pass(90);
    world.network.cut(primary);
    await pass(31);
    expect(inspect().StatusInfos).toMatchObject([{ Normal: true, Status: 'replicating' }]);
    await pass(60);
    expect(inspect().StatusInfos).toMatchObject([{ Normal: false, Status: 'error' }]);
    world.network.heal(primary);
    await pass(60);
    expect(inspect().StatusInfos).toMatchObject([{ Normal: true, Status: 'replicating' }]);
    expect(await ask.standby('DescribeEvents')).toMatchObject({
      Events: [
        { EventCategories: ['read replica'], Message: 'Replication has stopped.' },
        { EventCategories: ['read replica'], Message: 'Replication for the Read Replica resumed' },
      ],
    });
  });

  it('does not turn to error for a reboot of its source', async () => {
    const { ask, pass, inspect } = createShielda();
    await pass(30);
    await ask.primary('RebootDBInstance', { DBInstanceIdentifier: 'shielda-prod' });
    await pass(300);
    expect(inspect().StatusInfos).toMatchObject([{ Status: 'replicating' }]);
    expect(await ask.standby('DescribeEvents')).toMatchObject({ Events: [] });
  });
});
