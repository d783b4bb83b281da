import { describe, expect, it } from 'vitest';
import { openVerification } from '../../../functions/open-verification/open-verification.ts';
import { RunId } from '../../../shared/contracts/fields.ts';
import { atOnce, createMemoryControl, createMemoryTable } from '../../support/memory-control.ts';
import { createMemoryLedger, type MemoryLedgers } from '../../support/memory-ledger.ts';
import { createMemoryUnsettled } from '../../support/memory-verified.ts';
import { verifiedPlan } from '../verification/plan.ts';

const plan = verifiedPlan('instance');

const world = (state: 'running' | 'ended' | 'unknown' = 'running') => {
  const table = createMemoryTable();
  const unsettled = createMemoryUnsettled();
  const ledgers: MemoryLedgers = new Map();
  const now = () => '2026-01-05T03:00:00.000Z';
  const dependencies = {
    plans: { [plan.plan]: plan },
    ledgerOf: (runId: RunId) => createMemoryLedger(ledgers, runId, { turn: atOnce, now }),
    control: createMemoryControl(table, atOnce),
    unsettled,
    stateOfExecution: async () => state,
  };
  const open = (name: string, input: unknown = {}) =>
    openVerification(
      { executionArn: `arn:${name}`, executionName: RunId.parse(name), startedAt: now(), input },
      dependencies,
    );
  const facts = (name: string) => (ledgers.get(RunId.parse(name)) ?? []).map(({ fact }) => fact);
  return { table, open, facts, unsettled };
};

describe('a verification', () => {
  it.each([
    ['nothing', {}],
    ['its id', { database: 'database' }],
    ['the instance', { database: 'orders-database' }],
    ['its plan', { plan: 'orders' }],
  ])('is opened with everything in scope that %s names', async (_, input) => {
    const { open, facts } = world();
    expect(await open('first', input)).toEqual({ verdict: 'opened' });
    expect(facts('first')).toMatchObject([
      { type: 'verificationOpened', scope: [{ plan: 'orders', verification: 'database' }] },
    ]);
  });

  it.each([
    ['an unknown database', { database: 'others' }, 'there is no restoreVerification of others'],
    ['an unknown key', { databse: 'database' }, 'not a StartVerification'],
    ['no object', 'database', 'not a StartVerification'],
    ['SQL in place of a name', { database: "x'; DROP TABLE a" }, 'not a StartVerification'],
  ])('is refused for %s, and says why', async (_, input, reason) => {
    const { open, facts } = world();
    expect(await open('first', input)).toEqual({ verdict: 'refused' });
    expect(facts('first')).toMatchObject([{ type: 'runRefused', reason: expect.stringContaining(reason) }]);
  });

  it.each([
    ['running', 'refused'],
    ['unknown', 'refused'],
    ['ended', 'opened'],
  ] as const)('beside one whose execution is %s is %s', async (state, verdict) => {
    const { open } = world(state);
    await open('first');
    expect(await open('second')).toEqual({ verdict });
  });

  it('is refused while the kill switch is set', async () => {
    const { open, table, facts } = world();
    table.killSwitches.set('restore-verification', 'Ada holds it');
    expect(await open('first')).toEqual({ verdict: 'refused' });
    expect(facts('first')).toMatchObject([{ reason: 'the kill switch is set: Ada holds it' }]);
  });

  it('answers the same when it is opened twice', async () => {
    const { open, facts } = world();
    await open('first');
    expect(await open('first')).toEqual({ verdict: 'opened' });
    expect(facts('first')).toHaveLength(1);
  });
});
