import { expect, it } from 'vitest';
import { crossCheck, warnings } from '../../../deployment/plans/cross-checks.ts';
import { goodPlan, planWith, signals } from './good-plan.ts';
import { said } from './said.ts';

const { healthCheck, probe, alarm } = signals;
const database = { rdsEvent: 'orders-prod' };
const { response } = goodPlan;
const automatic = { ...response, mode: 'automatic' };
const contacts = ['on-call', 'team lead', 'head of IT'];

type Change = Readonly<Record<string, unknown>>;

it.each<{ fault: string; change: Change; says: string[] }>([
  {
    fault: 'a quorum that no signals can reach',
    change: { detection: { quorum: 3, signals: [probe, alarm] } },
    says: ['detection.quorum: of 3 can never be reached by 2 signals: say 2 or less'],
  },
  {
    fault: 'one signal that fails over by itself',
    change: { detection: { quorum: 1, signals: [probe, alarm] }, response: automatic },
    says: ['detection.quorum: must be at least 2 with mode automatic: one signal may be wrong'],
  },
  {
    fault: 'nobody who looks from outside',
    change: { detection: { signals: [alarm, database] } },
    says: ['detection.signals: all are observed from us-west-2: when it is lost, nobody can say so'],
  },
  {
    fault: 'an automatic quorum that only the inside can complete',
    change: { detection: { signals: [probe, alarm, database] }, response: automatic },
    says: [
      'detection.quorum: of 2 is never reached when us-west-2 is silent: only 1 of the signals is seen from outside; add a probe or a health check of another kind',
    ],
  },
  {
    fault: 'a restore runbook that is not there',
    change: { response: { ...response, restoreRunbook: 'restore' } },
    says: ['response.restoreRunbook: is restore, and there is no such runbook: there is failover'],
  },
  {
    fault: 'more contacts than there is time for',
    change: { response: { ...response, contacts, escalateAfter: '11m' } },
    says: [
      'response.contacts: 3 contacts of 11m each do not fit into an approvalTimeout of 30m: lengthen it, or shorten escalateAfter',
    ],
  },
  {
    fault: 'a watch that lasts longer than the machine does',
    change: { detection: { signals: [probe, healthCheck], dwell: '15m', patience: '11m' } },
    says: ['detection: dwell, patience and grace are 1560 s together; more than 1500 s cannot be watched in one go'],
  },
])('refuses $fault', ({ change, says }) => {
  expect(said(crossCheck(planWith(change)))).toEqual(says);
});

const other = '5e1da000-0009-4000-8000-000000000009';
const standIn = { namespace: 'AWS/Route53', metric: 'HealthCheckStatus' };

it.each<{ fault: string; twice: readonly [object, object] }>([
  { fault: 'the same alarm twice', twice: [alarm, { ...alarm, region: 'primary' }] },
  {
    fault: 'a health check and the alarm on it',
    twice: [healthCheck, { alarm: 'orders-health', region: 'standby' }],
  },
  {
    fault: 'a health check and another alarm on its metric',
    twice: [
      healthCheck,
      { alarm: 'a', watches: { ...standIn, dimensions: { HealthCheckId: healthCheck.healthCheck } } },
    ],
  },
  { fault: 'two health checks of one host', twice: [healthCheck, { healthCheck: other, host: healthCheck.host }] },
  { fault: 'two alarms on one metric', twice: [alarm, { ...alarm, alarm: 'orders-5xx-slow' }] },
  {
    fault: 'two alarms of one rule',
    twice: [
      { alarm: 'a', watches: { rule: 'ALARM("x")' } },
      { alarm: 'b', watches: { rule: 'ALARM("x")' } },
    ],
  },
  { fault: 'two probes of one address', twice: [probe, { ...probe, every: '10s' }] },
  { fault: 'two paths of one host', twice: [probe, { probe: 'https://orders.example.com/other' }] },
  { fault: 'two schemes of one host', twice: [probe, { probe: 'http://orders.example.com/health' }] },
  { fault: 'two ports of one host', twice: [probe, { probe: 'https://orders.example.com:8443/health' }] },
  { fault: 'one host with a final dot', twice: [probe, { probe: 'https://orders.example.com./health' }] },
  { fault: 'one host in capitals', twice: [probe, { probe: 'https://ORDERS.Example.com/health' }] },
  {
    fault: 'one host and what is asked of it',
    twice: [probe, { probe: 'https://orders.example.com/?a=b', contains: 'c' }],
  },
  {
    fault: 'a probe and an alarm on its metric',
    twice: [
      probe,
      {
        alarm: 'a',
        region: 'standby',
        watches: { namespace: 'Lifeboat', metric: 'ProbeFailed', dimensions: { Plan: 'orders', Signal: '0' } },
      },
    ],
  },
])('refuses $fault as two voices', ({ twice }) => {
  expect(said(crossCheck(planWith({ detection: { quorum: 1, signals: [...twice, database] } })))).toContain(
    'detection.signals.1: is the same as signal 1: one voice, not two; leave it out, or watch something else',
  );
});

const from = '2026-01-05T00:00:00Z';
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const daily = (hours: number, at = '00:00') => days.map((weekly) => ({ weekly, at, for: `${hours}h` }));
const always = 'covers the whole week: nothing would ever start by itself; leave time between the windows';

it.each<{ fault: string; maintenance: readonly object[]; says: string }>([
  {
    fault: 'ends before it begins',
    maintenance: [{ from, until: '2026-01-04T00:00:00Z' }],
    says: 'detection.maintenance.0.until: is not after its from: nothing would be kept back',
  },
  {
    fault: 'lasts for years',
    maintenance: [{ from, until: '2036-01-05T00:00:00Z' }],
    says: 'detection.maintenance.0.until: is 3652 days after its from: for so long nothing would start by itself; 31 days at most',
  },
  { fault: 'is every day all day', maintenance: daily(24), says: `detection.maintenance: ${always}` },
  {
    fault: 'goes over midnight into the next',
    maintenance: daily(25, '23:30'),
    says: `detection.maintenance: ${always}`,
  },
])('refuses maintenance that $fault', ({ maintenance, says }) => {
  const detection = { ...goodPlan.detection, maintenance };
  expect(said(crossCheck(planWith({ detection })))).toEqual([says]);
});

it.each<{ what: string; change: Change }>([
  {
    what: 'alarms of one name in two Regions',
    change: { detection: { signals: [healthCheck, alarm, { ...alarm, region: 'standby' }] } },
  },
  {
    what: 'a probe and a health check of one host: two that look from two places',
    change: { detection: { signals: [probe, healthCheck] }, response: automatic },
  },
  {
    what: 'maintenance of all hours but one of each day',
    change: { detection: { ...goodPlan.detection, maintenance: daily(23) } },
  },
  {
    what: 'as many contacts as there is time for',
    change: { response: { ...response, contacts, escalateAfter: '10m' } },
  },
  {
    what: 'one contact, who is never followed',
    change: { response: { ...response, contacts: ['Ada'], escalateAfter: '1h' } },
  },
])('takes $what', ({ change }) => {
  expect(said(crossCheck(planWith(change)))).toEqual([]);
});

it.each<{ what: string; change: Change; says: RegExp }>([
  {
    what: 'everything that wakes it standing in the primary Region',
    change: { detection: { signals: [alarm, { healthCheck: healthCheck.healthCheck }] } },
    says: /^detection\.signals: nothing outside us-west-2 wakes Lifeboat/m,
  },
  {
    what: 'health metrics as its only outside trigger, where their Region is the primary',
    change: {
      regions: { primary: 'us-east-1', standby: 'us-west-2' },
      runbooks: JSON.parse(JSON.stringify(goodPlan.runbooks).replaceAll('dr.us-east-1', 'dr.us-west-2')),
      detection: { signals: [alarm, healthCheck] },
    },
    says: /^detection\.signals: nothing outside us-east-1 wakes Lifeboat/m,
  },
  {
    what: 'an alarm that says nothing of what it watches',
    change: { detection: { signals: [probe, { alarm: 'orders-5xx' }] } },
    says: /^detection\.signals\.1: does not say what the alarm watches/m,
  },
  {
    what: 'a health check without an alarm',
    change: { detection: { signals: [probe, { healthCheck: healthCheck.healthCheck }] } },
    says: /^detection\.signals\.1: has no alarm/m,
  },
  {
    what: 'no dwell before it fails over by itself',
    change: { detection: { dwell: '0s', signals: [probe, healthCheck] }, response: automatic },
    says: /^detection\.dwell: of 0 with mode automatic/m,
  },
  {
    what: 'a probe of a private address',
    change: { detection: { signals: [healthCheck, { probe: 'http://10.0.0.7/health' }] } },
    says: /^detection\.signals\.1: asks a private address, which no client uses/m,
  },
  {
    what: 'a quorum that only the inside can complete',
    change: { detection: { signals: [probe, alarm] } },
    says: /^detection\.quorum: of 2 is never reached when us-west-2 is silent: only 1 of the signals is seen/m,
  },
])('warns of $what', ({ change, says }) => {
  expect(said(crossCheck(planWith(change)))).toEqual([]);
  expect(said(warnings(planWith(change))).join('\n')).toMatch(says);
});
