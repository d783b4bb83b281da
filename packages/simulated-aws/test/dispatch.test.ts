import { describe, expect, it } from 'vitest';
import { AwsFault, type Call, type Principal } from '../src/call.ts';
import { createVirtualClock } from '../src/clock/virtual-clock.ts';
import { createDispatch } from '../src/dispatch.ts';
import { createFaults } from '../src/faults/faults.ts';
import { requireModelled } from '../src/members/members.ts';
import { createRandom } from '../src/random.ts';
import type { SimulatedService } from '../src/service.ts';
import type { WorldEvent } from '../src/world.ts';

const role = 'arn:aws:iam::123456789012:role/promote-replica';
const asRole: Principal = { kind: 'role', role, session: 'promoteReplica' };

const promote: Call = {
  service: 'rds',
  operation: 'PromoteReadReplica',
  region: 'us-east-2',
  principal: asRole,
  requestId: 'r-1',
  input: { DBInstanceIdentifier: 'replica' },
};

type Asked = { action: string; resources: readonly string[] };

const createScene = (options: { isAllowed?: boolean; work?: () => Promise<object> } = {}) => {
  const clock = createVirtualClock();
  const faults = createFaults(clock, createRandom(1));
  const told: WorldEvent[] = [];
  const asked: Asked[] = [];
  const silent = new Set<string>();
  let effects = 0;
  const rds: SimulatedService = {
    name: 'rds',
    operations: {
      PromoteReadReplica: async (input) => {
        await options.work?.();
        effects += 1;
        return { ...input, promoted: true };
      },
    },
    resources: { PromoteReadReplica: (_input, { region }) => [`arn:aws:rds:${region}:123456789012:db:replica`] },
  };
  const s3: SimulatedService = {
    name: 's3',
    operations: { HeadObject: () => ({}), DeleteObject: () => ({}) },
    resources: {},
    actions: { HeadObject: 's3:GetObject' },
  };
  const monitoring: SimulatedService = { name: 'monitoring', operations: { GetMetricData: () => ({}) }, resources: {} };
  const services = [rds, s3];
  const dispatch = createDispatch({
    services,
    requireModelled,
    authorise: (_call, action, resources) => {
      asked.push({ action, resources });
      if (options.isAllowed === false) throw new AwsFault('AccessDenied', 'no', { status: 403 });
    },
    faults,
    isSilent: (region) => silent.has(region),
    clock,
    tell: (event) => told.push(event),
  });
  services.push(monitoring);
  return { dispatch, clock, faults, told, asked, silent, effects: () => effects };
};

/** Whether a promise has come to anything by the time that no timer is left. */
const outcomeOf = async (clock: ReturnType<typeof createVirtualClock>, work: Promise<unknown>) => {
  let outcome = 'pending';
  work.then(
    () => {
      outcome = 'answered';
    },
    () => {
      outcome = 'failed';
    },
  );
  await clock.advance(86_400_000);
  return outcome;
};

describe('a call', () => {
  it('reaches its service once it is allowed, and is told', async () => {
    const { dispatch, asked, told, clock } = createScene();
    expect(await dispatch(promote)).toEqual({ DBInstanceIdentifier: 'replica', promoted: true });
    expect(asked).toEqual([
      { action: 'rds:PromoteReadReplica', resources: ['arn:aws:rds:us-east-2:123456789012:db:replica'] },
    ]);
    expect(told).toEqual([
      {
        ...{ kind: 'call', at: clock.now(), service: 'rds', operation: 'PromoteReadReplica', region: 'us-east-2' },
        principal: 'promoteReplica',
      },
    ]);
  });

  it('has no effect when it is not allowed', async () => {
    const { dispatch, told, effects } = createScene({ isAllowed: false });
    await expect(dispatch(promote)).rejects.toMatchObject({ code: 'AccessDenied' });
    expect(effects()).toBe(0);
    expect(told).toEqual([expect.objectContaining({ error: 'AccessDenied' })]);
  });

  it.each<{ who: string; principal: Principal; named: string; isAsked: boolean }>([
    { who: 'a role', principal: { kind: 'role', role }, named: 'promote-replica', isAsked: true },
    { who: 'an operator', principal: { kind: 'operator', name: 'ada' }, named: 'ada', isAsked: false },
    { who: 'a service', principal: { kind: 'service', service: 'events' }, named: 'events', isAsked: true },
  ])('of $who is told by name', async ({ principal, named, isAsked }) => {
    const { dispatch, told, asked } = createScene();
    await dispatch({ ...promote, principal });
    expect(told).toEqual([expect.objectContaining({ principal: named })]);
    expect(asked).toHaveLength(isAsked ? 1 : 0);
  });

  it('with a member that is not modelled is refused before its handler, and not where that is undefined', async () => {
    const { dispatch, told, effects } = createScene();
    const refusedPromotion = { ...promote, input: { ...promote.input, Switchover: true } };
    await expect(dispatch(refusedPromotion)).rejects.toMatchObject({ code: 'NotSimulated' });
    expect(effects()).toBe(0);
    told.length = 0;
    const deletion = { ...promote, service: 's3', operation: 'DeleteObject' };
    const refused = { code: 'NotSimulated', message: 'NotSimulated: s3:DeleteObject with MFA' };
    await expect(dispatch({ ...deletion, input: { MFA: '123456' } })).rejects.toMatchObject(refused);
    expect(told).toEqual([expect.objectContaining({ error: 'NotSimulated' })]);
    expect(await dispatch({ ...deletion, input: { MFA: undefined } })).toEqual({});
  });

  it.each([
    { service: 's3', operation: 'HeadObject', action: 's3:GetObject' },
    { service: 's3', operation: 'DeleteObject', action: 's3:DeleteObject' },
    { service: 'monitoring', operation: 'GetMetricData', action: 'cloudwatch:GetMetricData' },
  ])('of $service:$operation is judged as $action, on * where no resource is known', async ({ action, ...call }) => {
    const { dispatch, asked } = createScene();
    await dispatch({ ...promote, ...call, input: {} });
    expect(asked).toEqual([{ action, resources: ['*'] }]);
  });

  it.each([
    { service: 'rds', operation: 'CreateBlueGreenDeployment' },
    { service: 'rds', operation: 'constructor' },
    { service: 'eks', operation: 'ListClusters' },
  ])('of $service:$operation, which is not simulated, is refused by name before IAM is asked', async (call) => {
    const { dispatch, asked, told } = createScene({ isAllowed: false });
    await expect(dispatch({ ...promote, ...call })).rejects.toMatchObject({
      code: 'NotSimulated',
      message: `NotSimulated: ${call.service}:${call.operation}`,
      status: 501,
    });
    expect(asked).toEqual([]);
    expect(told).toEqual([expect.objectContaining({ error: 'NotSimulated' })]);
  });
});

describe('a silent Region', () => {
  it('never answers, and takes no effect', async () => {
    const { dispatch, clock, silent, told, effects } = createScene();
    silent.add('us-east-2');
    expect(await outcomeOf(clock, dispatch(promote))).toBe('pending');
    expect(effects()).toBe(0);
    expect(told).toEqual([expect.objectContaining({ error: 'NoAnswer' })]);
  });

  it.each([
    { what: 'success', isAllowed: true },
    { what: 'refusal', isAllowed: false },
  ])('keeps the answer when it falls silent during a call that ends in $what', async ({ isAllowed }) => {
    const scene = createScene({ isAllowed, work: () => scene.clock.sleep(5_000).then(() => ({})) });
    scene.faults.add({ kind: { slowSeconds: 1 } });
    const work = scene.dispatch(promote);
    scene.clock.after(500, () => scene.silent.add('us-east-2'));
    expect(await outcomeOf(scene.clock, work)).toBe('pending');
    expect(scene.effects()).toBe(isAllowed ? 1 : 0);
    expect(scene.told).toEqual([expect.objectContaining({ error: 'NoAnswer' })]);
  });
});

describe('a fault', () => {
  it('before the effect leaves no effect', async () => {
    const { dispatch, faults, effects, asked } = createScene();
    faults.add({ kind: 'before' });
    await expect(dispatch(promote)).rejects.toMatchObject({ name: 'TransientNetworkError', code: 'ECONNRESET' });
    expect(effects()).toBe(0);
    expect(asked).toEqual([]);
  });

  it('after the effect takes the answer away, not the effect', async () => {
    const { dispatch, faults, effects, told } = createScene();
    faults.add({ kind: 'after' });
    await expect(dispatch(promote)).rejects.toMatchObject({ name: 'TransientNetworkError' });
    expect(effects()).toBe(1);
    expect(told).toEqual([expect.objectContaining({ error: 'TransientNetworkError' })]);
  });

  it('after the effect takes a refusal away, too', async () => {
    const { dispatch, faults } = createScene({ isAllowed: false });
    faults.add({ kind: 'after' });
    await expect(dispatch(promote)).rejects.toMatchObject({ name: 'TransientNetworkError' });
  });

  it('that hangs is never answered', async () => {
    const { dispatch, faults, clock, effects } = createScene();
    faults.add({ kind: 'hang' });
    expect(await outcomeOf(clock, dispatch(promote))).toBe('pending');
    expect(effects()).toBe(0);
  });
});
