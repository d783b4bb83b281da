import { describe, expect, it } from 'vitest';
import { watchRuns } from '../../../functions/watch-runs/watch-runs.ts';
import type { SeenExecution } from '../../../shared/aws/look-at-execution.ts';
import { LedgerUnavailable } from '../../../shared/errors.ts';
import { given, planOf } from '../../shared/support/plan.ts';

const machine = (name: string) => `arn:aws:states:us-east-1:123456789012:stateMachine:lifeboat-dev-${name}`;
const execution = (name: string) => `${machine(name).replace(':stateMachine:', ':execution:')}:one`;

const ended = (status: 'ABORTED' | 'FAILED' | 'SUCCEEDED', at = '2026-01-05T04:50:00.000Z'): SeenExecution => ({
  ...{ kind: 'ended', status, at, input: '{}', why: { error: '', cause: '' } },
});

type Held = Readonly<Record<string, string>>;

/** At five o'clock, with what the control table says is held; `away`: of this plan it does not answer. */
const watch = async (seen: SeenExecution, held: Held = { orders: execution('recover') }, away?: string) => {
  const started: { name: string; input: unknown }[] = [];
  const looks: string[] = [];
  const dependencies = {
    plans: {
      billing: planOf({ data: [given.fence, given.promote] }, { plan: 'billing' }),
      orders: planOf({ data: [given.fence, given.promote] }),
    },
    readHolder: async (plan: string) => {
      if (plan === away) throw new LedgerUnavailable('away');
      return held[plan];
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
  return { started, looks, failure };
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
    const { looks, started, failure } = await watch(ended('FAILED'), held, 'billing');
    expect(looks).toEqual([execution('recover'), execution('verify')]);
    expect(started).toHaveLength(2);
    expect(failure).toBeInstanceOf(LedgerUnavailable);
  });
});
