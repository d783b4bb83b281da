import { expect, it } from 'vitest';
import { holdDownAfter } from '../../../shared/domain/hold-down.ts';
import { at, entriesOf, facts, type Told } from '../support/entries.ts';
import { given, openedFor, planOf } from '../support/plan.ts';

const plan = planOf({ data: [given.promote] });
const acted: readonly Told[] = [
  ['step:database', facts.intent],
  ['step:database', facts.accepted],
];
const opened = (change: Parameters<typeof openedFor>[1] = {}): Told => ['run', openedFor(plan, change)];

it('is an hour from the last entry after an incident that acted', () => {
  const entries = entriesOf([opened(), ...acted]);
  expect(holdDownAfter(entries, plan)).toBe(new Date(Date.parse(at(2)) + 3_600_000).toISOString());
});

it.each<{ run: string; told: readonly Told[] }>([
  { run: 'that made no call', told: [opened(), ['step:database', facts.started]] },
  { run: 'that was a rehearsal', told: [opened({ occasion: 'rehearsal' }), ...acted] },
  { run: 'that was dry', told: [opened({ dryRun: true }), ...acted] },
  { run: 'that was never opened', told: [['run', { type: 'runRefused', reason: 'the lock is held', dryRun: false }]] },
])('is none after a run $run', ({ told }) => {
  expect(holdDownAfter(entriesOf(told), plan)).toBeUndefined();
});
