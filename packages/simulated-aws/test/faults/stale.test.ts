import { describe, expect, it } from 'vitest';
import { AwsFault, type Call } from '../../src/call.ts';
import { createVirtualClock } from '../../src/clock/virtual-clock.ts';
import { createDispatch } from '../../src/dispatch.ts';
import { createFaults } from '../../src/faults/faults.ts';
import { createRandom } from '../../src/random.ts';
import type { SimulatedService } from '../../src/service.ts';

const createScene = () => {
  const clock = createVirtualClock();
  const faults = createFaults(clock, createRandom(1));
  let status = 'replica';
  const rds: SimulatedService = {
    name: 'rds',
    operations: {
      DescribeDBInstances: (input) => ({ ...input, status }),
      DescribeDBClusters: () => {
        if (status === 'primary') return { status };
        throw new AwsFault('DBClusterNotFoundFault', 'none', { status: 404 });
      },
      PromoteReadReplica: () => {
        status = 'primary';
        return { status };
      },
    },
    resources: {},
  };
  const dispatch = createDispatch({
    services: [rds],
    authorise: () => undefined,
    faults,
    isSilent: () => false,
    clock,
    tell: () => undefined,
  });
  const ask = async (operation: string, input: Call['input'] = {}) => {
    const principal = { kind: 'operator', name: 'ada' } as const;
    return (await dispatch({ service: 'rds', operation, region: 'r', requestId: 'r', principal, input })).status;
  };
  const look = (id = 'orders') => ask('DescribeDBInstances', { id });
  return { clock, faults, ask, look };
};

describe('reads that are stale by 30 s', () => {
  it('answer what was true then, and the change when it is as old', async () => {
    const { clock, faults, ask, look } = createScene();
    faults.add({ operation: 'DescribeDBInstances', kind: { staleSeconds: 30 } });
    expect(await look()).toBe('replica');
    expect(await ask('PromoteReadReplica')).toBe('primary');
    const seen: unknown[] = [];
    for (let look10 = 0; look10 < 6; look10 += 1) {
      seen.push(await look());
      await clock.advance(10_000);
    }
    expect(seen).toEqual(['replica', 'replica', 'replica', 'primary', 'primary', 'primary']);
  });

  it('answer a question as things are when it was never asked before', async () => {
    const { faults, ask, look } = createScene();
    faults.add({ kind: { staleSeconds: 30 } });
    await look();
    await ask('PromoteReadReplica');
    expect([await look(), await look('another')]).toEqual(['replica', 'primary']);
  });

  it('remember what they saw while the rule did not strike, and forget it with the rule', async () => {
    const { faults, ask, look } = createScene();
    const active = faults.add({ operation: 'DescribeDBInstances', nth: 2, kind: { staleSeconds: 30 } });
    expect(await look()).toBe('replica');
    await ask('PromoteReadReplica');
    expect(await look()).toBe('replica');
    expect(await look()).toBe('primary');
    expect(active.struck()).toBe(1);
    active.remove();
    faults.add({ kind: { staleSeconds: 30 } });
    expect(await look()).toBe('primary');
  });

  it('go on saying that nothing is there', async () => {
    const { clock, faults, ask } = createScene();
    faults.add({ operation: 'DescribeDBClusters', kind: { staleSeconds: 30 } });
    const look = () => ask('DescribeDBClusters').catch((error: AwsFault) => error.code);
    expect(await look()).toBe('DBClusterNotFoundFault');
    await ask('PromoteReadReplica');
    expect(await look()).toBe('DBClusterNotFoundFault');
    await clock.advance(29_000);
    expect(await look()).toBe('DBClusterNotFoundFault');
    await clock.advance(1000);
    expect(await look()).toBe('primary');
  });
});
