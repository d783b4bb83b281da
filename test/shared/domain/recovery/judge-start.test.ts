import { expect, it } from 'vitest';
import { RunId } from '../../../../shared/contracts/fields.ts';
import { StartRecovery } from '../../../../shared/contracts/recovery/run.ts';
import { judgeStart, type StartFacts } from '../../../../shared/domain/recovery/judge-start.ts';
import { given, planOf } from '../../support/plan.ts';

const plan = planOf({ data: [given.promote] });
const notifying = planOf(
  { data: [given.promote] },
  { response: { mode: 'notify', runbook: 'failover', holdDown: '1h', approvalTimeout: '30m' } },
);
const automatic = planOf(
  { data: [given.promote] },
  { response: { mode: 'automatic', runbook: 'failover', holdDown: '1h', approvalTimeout: '30m' } },
);
const start = (change: object = {}) =>
  StartRecovery.parse({ plan: 'orders', reason: 'the Region is silent', ...change });
const changed = { runId: RunId.parse('run-1'), ended: 'changed', at: '2026-01-05T02:00:00.000Z' } as const;
const restsUntil = '2026-01-05T04:00:00.000Z';

const judge = (change: Partial<StartFacts>) =>
  judgeStart({
    start: start(),
    plan,
    now: '2026-01-05T03:00:00.000Z',
    standing: {},
    ...change,
  });

it.each<{ when: string; facts: Partial<StartFacts>; reason: RegExp }>([
  {
    when: 'the plan has no such runbook',
    facts: { start: start({ runbook: 'failback' }) },
    reason: /no runbook failback/,
  },
  {
    when: 'the runbook has the name of what every object has',
    facts: { start: start({ runbook: 'constructor' }) },
    reason: /no runbook constructor/,
  },
  { when: 'another plan is deployed', facts: { start: start({ planHash: 'another' }) }, reason: /compare planHash/ },
  {
    when: 'nobody by name asks for automatic',
    facts: { start: start({ mode: 'automatic' }) },
    reason: /mode automatic asks for less caution than the plan, which says approval; an input may only ask for more/,
  },
  {
    when: 'a named operator asks for automatic',
    facts: { start: start({ mode: 'automatic', operator: 'Ada' }) },
    reason: /mode automatic asks for less caution/,
  },
  {
    when: 'it would be dry, and asks for less caution all the same',
    facts: { start: start({ mode: 'automatic', operator: 'Ada', dryRun: true }) },
    reason: /mode automatic asks for less caution/,
  },
  {
    when: 'a named operator asks for approval of a plan that only notifies',
    facts: { start: start({ mode: 'approval', operator: 'Ada' }), plan: notifying },
    reason: /mode approval asks for less caution than the plan, which says notify/,
  },
  {
    when: 'nobody by name bypasses hold-down',
    facts: { start: start({ bypassHoldDown: true }) },
    reason: /named operator may ask for bypassHoldDown/,
  },
  {
    when: 'nobody by name accepts data loss',
    facts: { start: start({ acceptDataLoss: true }) },
    reason: /named operator may ask for acceptDataLoss/,
  },
  {
    when: 'the outage lies in the future',
    facts: { start: start({ detectedAt: '2026-01-05T03:02:00.000Z' }) },
    reason: /detectedAt lies in the future/,
  },
  {
    when: 'the kill switch is set',
    facts: { standing: { killSwitch: 'a migration' } },
    reason: /kill switch is set: a migration/,
  },
  {
    when: 'the plan rests',
    facts: { standing: { holdDownUntil: restsUntil } },
    reason: /rests until 2026-01-05T04:00:00.000Z.*bypassHoldDown/,
  },
  {
    when: 'Lifeboat itself starts it after a run that made changes and that nobody has acknowledged',
    facts: { standing: { lastRun: changed } },
    reason: /run-1 has made changes: nothing starts by itself until a person has acknowledged it/,
  },
  {
    when: 'Lifeboat itself starts it and another run than the last one has been acknowledged',
    facts: { standing: { lastRun: changed, acknowledged: RunId.parse('run-0') } },
    reason: /run-1 has made changes/,
  },
])('refuses when $when', ({ facts, reason }) => {
  expect(judge(facts)).toMatch(reason);
});

it.each<{ when: string; facts: Partial<StartFacts> }>([
  { when: 'nothing is unusual', facts: {} },
  { when: 'the plan that is deployed is the one asked for', facts: { start: start({ planHash: plan.hash }) } },
  {
    when: 'somebody asks for more caution than the plan',
    facts: { start: start({ mode: 'approval' }), plan: automatic },
  },
  {
    when: 'somebody asks for as much caution as the plan',
    facts: { start: start({ mode: 'automatic' }), plan: automatic },
  },
  { when: 'the plan has rested', facts: { standing: { holdDownUntil: '2026-01-05T03:00:00.000Z' } } },
  {
    when: 'a named operator bypasses hold-down',
    facts: { start: start({ bypassHoldDown: true, operator: 'Ada' }), standing: { holdDownUntil: restsUntil } },
  },
  {
    when: 'a person starts it after a run that made changes',
    facts: { start: start({ operator: 'Ada' }), standing: { lastRun: changed } },
  },
  {
    when: 'the run that made changes has been acknowledged, which ends hold-down, too',
    facts: { standing: { lastRun: changed, acknowledged: changed.runId, holdDownUntil: restsUntil } },
  },
  {
    when: 'the last run changed nothing',
    facts: { standing: { lastRun: { ...changed, ended: 'unchanged' } } },
  },
  {
    when: 'it is a dry run, though plan and kill switch say to rest',
    facts: { start: start({ dryRun: true }), standing: { holdDownUntil: restsUntil, killSwitch: 'a migration' } },
  },
])('does not object when $when', ({ facts }) => {
  expect(judge(facts)).toBeUndefined();
});

it('lets nobody past the kill switch', () => {
  const everything = { operator: 'Ada', mode: 'automatic', bypassHoldDown: true, acceptDataLoss: true };
  expect(judge({ start: start(everything), plan: automatic, standing: { killSwitch: 'a migration' } })).toMatch(
    /kill switch/,
  );
});
