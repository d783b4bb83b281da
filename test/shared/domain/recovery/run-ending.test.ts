import { expect, it } from 'vitest';
import { RunId } from '../../../../shared/contracts/fields.ts';
import { holdDownAfter, lastRunOf, lastWord } from '../../../../shared/domain/recovery/run-ending.ts';
import { at, entriesOf, facts, runId, type Told } from '../../support/entries.ts';
import { given, openedFor, planOf } from '../../support/plan.ts';

const plan = planOf({ data: [given.promote] });
const acted: readonly Told[] = [
  ['step:database', facts.intent],
  ['step:database', facts.accepted],
];
const rejected: readonly Told[] = [
  ['step:database', facts.intent],
  ['step:database', facts.rejected],
  ['step:database', facts.intent],
  ['step:database', facts.rejected],
];
const opened = (change: Parameters<typeof openedFor>[1] = {}): Told => ['run', openedFor(plan, change)];
const aborted = (): Told => ['step:database', { type: 'stepAborted' }];

it('is an hour from the last entry after an incident that acted', () => {
  const entries = entriesOf([opened(), ...acted]);
  expect(holdDownAfter(entries, plan)).toBe(new Date(Date.parse(at(2)) + 3_600_000).toISOString());
});

it.each<{ run: string; told: readonly Told[] }>([
  { run: 'that made no call', told: [opened(), ['step:database', facts.started]] },
  { run: 'whose calls AWS only rejected', told: [opened(), ...rejected] },
  { run: 'that was a rehearsal', told: [opened({ occasion: 'rehearsal' }), ...acted] },
  { run: 'that was dry', told: [opened({ dryRun: true }), ...acted] },
  { run: 'that was never opened', told: [['run', { type: 'runRefused', reason: 'the lock is held', dryRun: false }]] },
])('is none after a run $run', ({ told }) => {
  expect(holdDownAfter(entriesOf(told), plan)).toBeUndefined();
});

const said = (answer: 'approve' | 'refuse'): Told => [
  'run',
  { type: 'answered', answer, operator: 'Ada', reason: 'I looked' },
];

it.each<{ ended: string; run: string; told: readonly Told[] }>([
  { ended: 'changed', run: 'that sent a call', told: [opened(), ...acted] },
  { ended: 'changed', run: 'whose call had no answer', told: [opened(), ['step:database', facts.intent]] },
  { ended: 'changed', run: 'that was rejected once and accepted then', told: [opened(), ...rejected, ...acted] },
  { ended: 'unchanged', run: 'whose calls AWS only rejected', told: [opened(), ...rejected] },
  { ended: 'declined', run: 'whose rejected call a person aborted', told: [opened(), ...rejected, aborted()] },
  { ended: 'changed', run: 'that sent a call before a person aborted it', told: [opened(), ...acted, aborted()] },
  { ended: 'declined', run: 'that a person refused', told: [opened(), said('refuse')] },
  { ended: 'declined', run: 'that nobody answered', told: [opened(), ['run', { type: 'unanswered' }]] },
  { ended: 'declined', run: 'that a person aborted before any call', told: [opened(), said('approve'), aborted()] },
  { ended: 'unchanged', run: 'that facts stood against', told: [opened()] },
  {
    ended: 'unchanged',
    run: 'that the second one asked said yes to, and that came to nothing',
    told: [opened(), ['run', { type: 'unanswered', contact: 'first' }], said('approve')],
  },
])('is remembered as $ended after a run $run', ({ ended, told }) => {
  const entries = entriesOf(told);
  expect(lastRunOf(entries, runId)).toEqual({ runId, ended, at: entries.at(-1)?.at });
});

it.each<{ run: string; told: readonly Told[] }>([
  { run: 'a rehearsal', told: [opened({ occasion: 'rehearsal' }), ...acted] },
  { run: 'a dry run', told: [opened({ dryRun: true }), ...acted] },
  { run: 'a run that was never opened', told: [['run', { type: 'runRefused', reason: 'held', dryRun: false }]] },
])('is not remembered after $run', ({ told }) => {
  expect(lastRunOf(entriesOf(told), runId)).toBeUndefined();
});

const run = (name: string, ended: 'changed' | 'declined' | 'unchanged') => ({
  runId: RunId.parse(name),
  ended,
  at: at(1),
});
const failover = run('first', 'changed');

it.each([
  { when: 'nothing stands', standing: {}, ended: 'declined', left: 'declined' },
  {
    when: 'a run without changes stands',
    standing: { lastRun: run('first', 'unchanged') },
    ended: 'declined',
    left: 'declined',
  },
  {
    when: 'a failover stands that nobody has seen',
    standing: { lastRun: failover },
    ended: 'declined',
    left: undefined,
  },
  {
    when: 'a failover stands that nobody has seen',
    standing: { lastRun: failover },
    ended: 'unchanged',
    left: undefined,
  },
  {
    when: 'a failover stands and this is another one',
    standing: { lastRun: failover },
    ended: 'changed',
    left: 'changed',
  },
  {
    when: 'a failover stands that a person has acknowledged',
    standing: { lastRun: failover, acknowledged: failover.runId },
    ended: 'unchanged',
    left: 'unchanged',
  },
] as const)('leaves $left of a run that ended $ended when $when', ({ standing, ended, left }) => {
  expect(lastWord(standing, run('second', ended))?.ended).toBe(left);
});
