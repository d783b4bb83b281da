import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { knock } from '../test-world.ts';
import { createHarbour, primary } from './harbour.ts';

const Answer = z.looseObject({ MetricDataResults: z.array(z.looseObject({ Values: z.array(z.number()) })) });

const metric = async (harbour: ReturnType<typeof createHarbour>, MetricName: string, id = 'harbour-dr') => {
  const Dimensions = [{ Name: 'DBInstanceIdentifier', Value: id }];
  const Metric = { Namespace: 'AWS/RDS', MetricName, Dimensions };
  const answer = await harbour.ask.metrics('GetMetricData', {
    MetricDataQueries: [{ Id: 'one', MetricStat: { Metric, Period: 60, Stat: 'Maximum' } }],
    StartTime: new Date(harbour.clock.now() - 3_600_000),
    EndTime: new Date(harbour.clock.now() + 60_000),
    ScanBy: 'TimestampAscending',
  });
  return Answer.parse(answer).MetricDataResults[0]?.Values;
};

describe('the metrics of a replica', () => {
  it('hold the lag of each minute, in the Region of the replica', async () => {
    let lag: number | undefined = 0.5;
    const harbour = createHarbour({ lag: () => lag });
    await harbour.pass(61);
    lag = 75;
    await harbour.pass(60);
    lag = undefined;
    await harbour.pass(60);
    expect(await metric(harbour, 'ReplicaLag')).toEqual([0.5, 75, -1]);
    expect(await metric(harbour, 'ReplicaLag', 'harbour-prod')).toEqual([]);
  });

  it('say -1 when the lag cannot be read', async () => {
    const harbour = createHarbour({ lag: () => JSON.parse('not a number') });
    await harbour.pass(61);
    expect(await metric(harbour, 'ReplicaLag')).toEqual([-1]);
  });

  it('hold no lag any more once it is promoted, and count connections again', async () => {
    const harbour = createHarbour();
    await harbour.ask.standby('PromoteReadReplica', { DBInstanceIdentifier: 'harbour-dr' });
    await harbour.pass(601);
    expect(await metric(harbour, 'ReplicaLag')).toHaveLength(2);
    expect(await metric(harbour, 'DatabaseConnections')).toEqual(Array.from({ length: 9 }, () => 0));
  });

  it('count the connections that are open', async () => {
    const harbour = createHarbour();
    const knocks = [await knock(harbour.world, harbour.dr.address), await knock(harbour.world, harbour.dr.address)];
    await harbour.pass(61);
    knocks[0]?.stream.destroy();
    await harbour.pass(60);
    expect(await metric(harbour, 'DatabaseConnections')).toEqual([2, 1]);
  });
});

describe('the replication of a replica', () => {
  it('turns to error when its source is lost for a minute or two, and back when it returns', async () => {
    const { world, pass, inspect, ask } = createHarbour();
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
    const { ask, pass, inspect } = createHarbour();
    await pass(30);
    await ask.primary('RebootDBInstance', { DBInstanceIdentifier: 'harbour-prod' });
    await pass(300);
    expect(inspect().StatusInfos).toMatchObject([{ Status: 'replicating' }]);
    expect(await ask.standby('DescribeEvents')).toMatchObject({ Events: [] });
  });
});
