import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/call.ts';
import { createVirtualClock } from '../../src/clock/virtual-clock.ts';
import { createFaults } from '../../src/faults/faults.ts';
import type { FaultRule } from '../../src/faults/rule.ts';
import { createRandom } from '../../src/random.ts';

const call: Call = {
  service: 'rds',
  operation: 'PromoteReadReplica',
  region: 'us-east-2',
  principal: { kind: 'role', role: 'arn:aws:iam::123456789012:role/mainsail-promote-replica', session: 'promote' },
  requestId: 'r',
  input: {},
};
const request = { action: 'rds:PromoteReadReplica', resources: ['arn:aws:rds:us-east-2:123456789012:db:replica'] };

const createScene = (seed = 1) => {
  const clock = createVirtualClock();
  const faults = createFaults(clock, createRandom(seed));
  /** What the caller gets: the name of what was thrown, or `answered`. */
  const make = async (one: Call = call): Promise<string> => {
    const { before, after } = faults.of(one, request);
    try {
      await before();
      after();
      return 'answered';
    } catch (error) {
      return error instanceof Error && 'code' in error ? String(error.code) : String(error);
    }
  };
  const makeMany = async (times: number) => {
    const outcomes: string[] = [];
    for (let index = 0; index < times; index += 1) outcomes.push(await make());
    return outcomes;
  };
  return { clock, faults, make, makeMany };
};

const lost = 'ECONNRESET';

describe('a rule', () => {
  it.each<{ rule: Omit<FaultRule, 'kind'>; isStruck: boolean }>([
    { rule: {}, isStruck: true },
    { rule: { service: 'rds', operation: 'PromoteReadReplica', region: 'us-east-2' }, isStruck: true },
    { rule: { service: 'ecs' }, isStruck: false },
    { rule: { service: 'rds', operation: 'StopDBInstance' }, isStruck: false },
    { rule: { region: 'us-west-2' }, isStruck: false },
    { rule: { role: 'promote-replica' }, isStruck: true },
    { rule: { role: 'switch-dns' }, isStruck: false },
    { rule: { chance: 0 }, isStruck: false },
    { rule: { chance: 1 }, isStruck: true },
  ])('$rule strikes: $isStruck', async ({ rule, isStruck }) => {
    const { faults, make } = createScene();
    const active = faults.add({ ...rule, kind: 'before' });
    expect(await make()).toBe(isStruck ? lost : 'answered');
    expect(active.struck()).toBe(isStruck ? 1 : 0);
  });

  it('that names a role does not strike an operator', async () => {
    const { faults, make } = createScene();
    faults.add({ role: 'promote', kind: 'before' });
    expect(await make({ ...call, principal: { kind: 'operator', name: 'promote' } })).toBe('answered');
  });

  it.each<{ nth: Exclude<FaultRule['nth'], undefined>; outcomes: string[] }>([
    { nth: 'every', outcomes: [lost, lost, lost, lost] },
    { nth: 1, outcomes: [lost, 'answered', 'answered', 'answered'] },
    { nth: 3, outcomes: ['answered', 'answered', lost, 'answered'] },
    { nth: { every: 2 }, outcomes: ['answered', lost, 'answered', lost] },
  ])('with nth $nth counts the calls that match', async ({ nth, outcomes }) => {
    const { faults, make, makeMany } = createScene();
    const active = faults.add({ service: 'rds', nth, kind: 'after' });
    await make({ ...call, service: 'ecs' });
    expect(await makeMany(4)).toEqual(outcomes);
    expect(active.matched()).toBe(4);
    expect(active.struck()).toBe(outcomes.filter((outcome) => outcome === lost).length);
  });

  it('with a chance strikes by the seed', async () => {
    const outcomes = async (seed: number) => {
      const { faults, makeMany } = createScene(seed);
      faults.add({ chance: 0.5, kind: 'before' });
      return await makeMany(40);
    };
    const first = await outcomes(1);
    expect(first).toEqual(await outcomes(1));
    expect(first).not.toEqual(await outcomes(2));
    expect(new Set(first)).toEqual(new Set(['answered', lost]));
  });

  it('strikes no more once it is removed, or all are cleared', async () => {
    const { faults, make } = createScene();
    const first = faults.add({ kind: { throttle: true } });
    faults.add({ kind: 'before' });
    expect(await make()).toBe('Throttling');
    first.remove();
    expect(await make()).toBe(lost);
    expect(faults.rules().map(({ rule }) => rule)).toEqual([{ kind: 'before' }]);
    faults.clear();
    expect(await make()).toBe('answered');
    expect(faults.rules()).toEqual([]);
  });

  it('joins others: a slow call may be refused, too', async () => {
    const { faults, make, clock } = createScene();
    faults.add({ kind: { slowSeconds: 7 } });
    faults.add({ kind: { error: 'InternalFailure', status: 500 } });
    const startedAt = clock.now();
    expect(await clock.runUntil(make())).toBe('InternalFailure');
    expect(clock.now() - startedAt).toBe(7_000);
  });
});

describe('a refusal', () => {
  it.each([
    { service: 'rds', code: 'Throttling', status: 400 },
    { service: 'route53', code: 'Throttling', status: 400 },
    { service: 'ecs', code: 'ThrottlingException', status: 400 },
    { service: 'lambda', code: 'TooManyRequestsException', status: 429 },
    { service: 's3', code: 'SlowDown', status: 503 },
  ])('by throttling has the words of $service', async ({ service, code, status }) => {
    const { faults } = createScene();
    faults.add({ kind: { throttle: true } });
    await expect(faults.of({ ...call, service }, request).before()).rejects.toMatchObject({ code, status });
  });

  it('by IAM names caller, action and resource', async () => {
    const { faults } = createScene();
    faults.add({ kind: { deny: true } });
    await expect(faults.of(call, request).before()).rejects.toMatchObject({
      code: 'AccessDenied',
      message:
        'User: arn:aws:sts::123456789012:assumed-role/mainsail-promote-replica/promote is not authorized to perform: ' +
        'rds:PromoteReadReplica on resource: arn:aws:rds:us-east-2:123456789012:db:replica ' +
        'with an explicit deny in an identity-based policy',
    });
  });
});

describe('a watcher', () => {
  it('is asked about every call as it comes, and says whether and how it is struck', async () => {
    const { faults, make, makeMany } = createScene();
    const seen: string[] = [];
    faults.watch(({ operation }) => {
      seen.push(operation);
      return seen.length === 2 ? { kind: 'before', onStrike: () => seen.push('struck') } : undefined;
    });
    expect(await makeMany(2)).toEqual(['answered', lost]);
    expect(await make({ ...call, operation: 'StopDBInstance' })).toBe('answered');
    expect(seen).toEqual(['PromoteReadReplica', 'PromoteReadReplica', 'struck', 'StopDBInstance']);
  });

  it('is told of an answer that is lost once the effect has happened', async () => {
    const { faults } = createScene();
    const told: string[] = [];
    faults.watch(() => ({ kind: 'after', onStrike: () => told.push('struck') }));
    const { before, after } = faults.of(call, request);
    await before();
    told.push('effect');
    expect(after).toThrow('was lost after');
    expect(told).toEqual(['effect', 'struck']);
  });

  it('is forgotten when the faults are cleared', async () => {
    const { faults, make } = createScene();
    faults.watch(() => ({ kind: 'before' }));
    faults.clear();
    expect(await make()).toBe('answered');
  });
});
