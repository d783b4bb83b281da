import { describe, expect, it } from 'vitest';
import { watchRuns } from '../../../functions/watch-runs/watch-runs.ts';
import type { EndedExecutions } from '../../../shared/aws/list-ended.ts';
import type { SeenExecution } from '../../../shared/aws/look-at-execution.ts';
import { LedgerUnavailable } from '../../../shared/errors.ts';
import { given, planOf } from '../../shared/support/plan.ts';

const machine = (name: string) => `arn:aws:states:us-east-1:123456789012:stateMachine:lifeboat-dev-${name}`;
const execution = (name: string) => `${machine(name).replace(':stateMachine:', ':execution:')}:one`;

const ended = (status: 'ABORTED' | 'FAILED' | 'SUCCEEDED', at = '2026-01-05T04:50:00.000Z'): SeenExecution => ({
  ...{ kind: 'ended', status, at, input: '{}', why: { error: '', cause: '' } },
});

type Held = Readonly<Record<string, string>>;

/** By the name of the machine: what has ended of it without success, or that nobody can tell. */
type Lists = Readonly<Record<string, EndedExecutions | 'denied'>>;

type Surroundings = Readonly<{ held?: Held; away?: string; lists?: Lists }>;

/** At five o'clock, with what the control table says is held; `away`: of this plan it does not answer. */
const watch = async (
  seen: SeenExecution,
  { held = { orders: execution('recover') }, away, lists = {} }: Surroundings = {},
) => {
  const started: { name: string; input: unknown }[] = [];
  const looks: string[] = [];
  const listed: { machine: string; begunSince: string }[] = [];
  const dependencies = {
    plans: {
      billing: planOf({ data: [given.fence, given.promote] }, { plan: 'billing' }),
      orders: planOf({ data: [given.fence, given.promote] }),
    },
    readHolder: async (plan: string) => {
      if (plan === away) throw new LedgerUnavailable('away');
      return held[plan];
    },
    listEnded: async (machineArn: string, begunSince: string) => {
      const machine = machineArn.replace(/^.*lifeboat-dev-/, '');
      listed.push({ machine, begunSince });
      const list = lists[machine] ?? { ended: [], isWhole: true };
      if (list === 'denied') throw new Error('AccessDeniedException');
      return list;
    },
    lookAtExecution: async (arn: string) => {
      looks.push(arn);
      return seen;
    },
    startExecution: async ({ machineArn, ...start }: { machineArn: string; name: string; input: unknown }) => {
      expect(machineArn).toBe(machine('settle-run'));
      started.push(start);
    },
    settleRunArn: machine('settle-run'),
    now: () => '2026-01-05T05:00:00.000Z',
  };
  const failure = await watchRuns({}, dependencies).then(
    () => undefined,
    (error: unknown) => error,
  );
  return { started, looks, listed, failure };
};

describe('an execution that holds a lock', () => {
  it.each<{ what: string; seen: SeenExecution }>([
    { what: 'runs', seen: { kind: 'running' } },
    { what: 'has ended well', seen: ended('SUCCEEDED') },
    { what: 'is not known', seen: { kind: 'missing' } },
    { what: 'has ended a moment ago', seen: ended('ABORTED', '2026-01-05T04:50:01.000Z') },
  ])('and $what is left alone', async ({ seen }) => {
    expect(await watch(seen)).toMatchObject({ started: [], looks: [execution('recover')], failure: undefined });
  });

  it('and has ended badly is settled, once for each end', async () => {
    const { started } = await watch(ended('ABORTED'));
    expect(started).toEqual([
      { name: expect.stringMatching(/^run_[0-9a-f]{16}$/), input: { executionArn: execution('recover') } },
    ]);
    expect((await watch(ended('ABORTED'))).started).toEqual(started);
    expect((await watch(ended('FAILED', '2026-01-05T04:49:00.000Z'))).started[0]?.name).not.toBe(started[0]?.name);
  });

  it('is looked for in each plan and in verifications, also where one of them cannot be read', async () => {
    const held = { orders: execution('recover'), 'restore-verification': execution('verify') };
    const { looks, started, failure } = await watch(ended('FAILED'), { held, away: 'billing' });
    expect(looks).toEqual([execution('recover'), execution('verify')]);
    expect(started).toHaveLength(2);
    expect(failure).toBeInstanceOf(LedgerUnavailable);
  });
});

/** None of them holds a lock. */
const untold = (names: readonly (readonly [string, at: string])[]): EndedExecutions => ({
  ended: names.map(([name, at]) => ({ executionArn: execution(name), at })),
  isWhole: true,
});

const startedFor = (started: readonly { input: unknown }[]): unknown[] => started.map(({ input }) => input);

describe('an execution that no lock names', () => {
  it('is settled where it ended badly between six hours and ten minutes ago', async () => {
    const ends: [string, string][] = [
      ['a', '2026-01-05T04:50:00.001Z'],
      ['b', '2026-01-05T04:50:00.000Z'],
      ['c', '2026-01-04T22:50:00.000Z'],
      ['d', '2026-01-04T22:49:59.999Z'],
    ];
    const { started, failure } = await watch(ended('SUCCEEDED'), { held: {}, lists: { detect: untold(ends) } });
    expect(startedFor(started)).toEqual([{ executionArn: execution('b') }, { executionArn: execution('c') }]);
    expect(new Set(started.map(({ name }) => name)).size).toBe(2);
    expect(failure).toBeUndefined();
  });

  it('is settled under one name with the execution that holds a lock', async () => {
    const at = '2026-01-05T04:50:00.000Z';
    const { started } = await watch(ended('ABORTED', at), { lists: { recover: untold([['recover', at]]) } });
    expect(new Set(started.map(({ name }) => name)).size).toBe(1);
  });

  it('is looked for among those that may have ended by then, of each machine', async () => {
    const { listed } = await watch(ended('SUCCEEDED'));
    expect(listed).toEqual([
      { machine: 'detect', begunSince: '2026-01-04T22:20:00.000Z' },
      { machine: 'recover', begunSince: '2025-12-27T22:50:00.000Z' },
      { machine: 'verify-restores', begunSince: '2026-01-03T22:50:00.000Z' },
      { machine: 'settle-run', begunSince: '2026-01-03T22:50:00.000Z' },
    ]);
  });

  it('is settled also where locks and other machines cannot be read, which is told', async () => {
    const lists = { detect: 'denied', 'settle-run': untold([['settle', '2026-01-05T04:00:00.000Z']]) } as const;
    const { started, failure } = await watch(ended('SUCCEEDED'), { away: 'orders', lists });
    expect(startedFor(started)).toEqual([{ executionArn: execution('settle') }]);
    expect(failure).toBeInstanceOf(LedgerUnavailable);
  });

  it('is settled where there are more of them than are listed, which is told', async () => {
    const detect = { ...untold([['a', '2026-01-05T04:00:00.000Z']]), isWhole: false };
    const { started, failure } = await watch(ended('SUCCEEDED'), { held: {}, lists: { detect } });
    expect(started).toHaveLength(1);
    expect(failure).toMatchObject({ message: 'more executions have ended than are looked at' });
  });
});
