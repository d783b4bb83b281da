import { describe, expect, it } from 'vitest';
import { watchDebts } from '../../../functions/watch-debts/watch-debts.ts';
import type { SeenExecution } from '../../../shared/aws/look-at-execution.ts';
import { Debt } from '../../../shared/contracts/recovery/debt.ts';
import { LedgerUnavailable } from '../../../shared/errors.ts';
import { given, planOf } from '../../shared/support/plan.ts';

const machine = (name: string) => `arn:aws:states:us-east-1:123456789012:stateMachine:lifeboat-dev-${name}`;
const plan = planOf({ data: [given.fence, given.promote] });
const another = planOf({ data: [given.fence, given.promote] }, { plan: 'billing' });
const debt = Debt.parse({
  ...{ instance: 'orders-prod', region: 'us-west-2', runId: 'run-1', stepId: 'fence', attempt: 2, fence: 'f' },
  ...{ since: '2026-01-05T03:00:00.000Z', because: 'silence', keepTrying: 7200 },
});
const ended = (status: 'ABORTED' | 'FAILED' | 'SUCCEEDED', at = '2026-01-05T05:00:00.000Z'): SeenExecution => ({
  ...{ kind: 'ended', status, at, input: '{}', why: { error: '', cause: '' } },
});

const watch = async (seen: SeenExecution, isFirstSilent = false) => {
  const started: unknown[] = [];
  const looks: string[] = [];
  const dependencies = {
    plans: { billing: another, orders: plan },
    debts: {
      read: async (of: string) => {
        if (isFirstSilent && of === 'billing') throw new LedgerUnavailable('away');
        return of === 'orders' ? [debt] : [];
      },
    },
    lookAtExecution: async (arn: string) => {
      looks.push(arn);
      return seen;
    },
    startExecution: async (start: unknown) => void started.push(start),
    payFenceArn: machine('pay-fence'),
    settleRunArn: machine('settle-run'),
  };
  const failure = await watchDebts({}, dependencies).then(
    () => undefined,
    (error: unknown) => error,
  );
  return { started, looks, failure };
};

const executionArn = machine('pay-fence').replace(':stateMachine:', ':execution:').concat(':run-1_fence_pay_2');

describe('a debt whose payment', () => {
  it.each<{ what: string; seen: SeenExecution; starts: unknown[] }>([
    { what: 'runs is left alone', seen: { kind: 'running' }, starts: [] },
    { what: 'has ended well is left alone', seen: ended('SUCCEEDED'), starts: [] },
    {
      what: 'never began is started, by its own name',
      seen: { kind: 'missing' },
      starts: [
        {
          machineArn: machine('pay-fence'),
          name: 'run-1_fence_pay_2',
          input: { runId: 'run-1', stepId: 'fence', pay: 2 },
        },
      ],
    },
    {
      what: 'was stopped is told to settle-run',
      seen: ended('ABORTED'),
      starts: [
        {
          machineArn: machine('settle-run'),
          name: expect.stringMatching(/^debt_[0-9a-f]{16}$/),
          input: { executionArn },
        },
      ],
    },
  ])('$what', async ({ seen, starts }) => {
    const { started, looks } = await watch(seen);
    expect(started).toEqual(starts);
    expect(looks).toEqual([executionArn]);
  });

  it('was stopped, redriven and stopped again is told twice, each end once', async () => {
    const names = [ended('ABORTED'), ended('ABORTED'), ended('ABORTED', '2026-01-05T06:00:00.000Z')];
    const told = await Promise.all(names.map(async (seen) => JSON.stringify((await watch(seen)).started)));
    expect(new Set(told).size).toBe(2);
  });

  it('is looked after though another plan cannot be read, which is said at the end', async () => {
    const { started, failure } = await watch({ kind: 'missing' }, true);
    expect(started).toHaveLength(1);
    expect(failure).toBeInstanceOf(LedgerUnavailable);
  });
});
