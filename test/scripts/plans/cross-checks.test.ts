import { expect, it } from 'vitest';
import { crossCheck, warnings } from '../../../scripts/plans/cross-checks.ts';
import { given, planOf } from '../../shared/support/plan.ts';

const probe = { probe: 'https://orders.example.com/health' };
const watches = { namespace: 'AWS/ApplicationELB', metric: 'HTTPCode_Target_5XX_Count' };
const alarm = { alarm: 'orders-5xx', watches };
const healthCheck = { healthCheck: '5e1da000-0002-4000-8000-000000000002', alarm: 'orders-health' };
const database = { rdsEvent: 'orders-prod' };
const response = { runbook: 'failover', holdDown: '1h', approvalTimeout: '30m' };
const automatic = { ...response, mode: 'automatic' };
const contacts = ['on-call', 'team lead', 'head of IT'];

type Change = Readonly<Record<string, unknown>>;
const resourceId = 'db-REPLICAOFORDERSREPLICAOFOR';
const pins = { databases: [{ instance: 'orders-replica', region: 'standby', resourceId }] };
const good = { detection: { signals: [probe, alarm] }, response, pins };
const planWith = (change: Change = {}) => planOf({ data: [given.promote] }, { ...good, ...change });
const said = (complaints: ReturnType<typeof crossCheck>) =>
  complaints.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n');

it('finds nothing wrong with a plan that is as it should be', () => {
  expect(said(crossCheck(planWith()))).toBe('');
  expect(said(warnings(planWith()))).toBe('');
});

it.each<{ fault: string; change: Change; says: RegExp }>([
  {
    fault: 'a quorum that no signals can reach',
    change: { detection: { quorum: 3, signals: [probe, alarm] } },
    says: /^detection\.quorum: can never be reached by 2 signals$/,
  },
  {
    fault: 'one signal that fails over by itself',
    change: { detection: { quorum: 1, signals: [probe, alarm] }, response: automatic },
    says: /^detection\.quorum: must be at least 2 with mode automatic/,
  },
  {
    fault: 'nobody who looks from outside',
    change: { detection: { signals: [alarm, database] } },
    says: /^detection\.signals: all are observed from us-west-2/,
  },
  {
    fault: 'a restore runbook that is not there',
    change: { response: { ...response, restoreRunbook: 'restore' } },
    says: /^response\.restoreRunbook: no such runbook; there is: failover$/,
  },
  {
    fault: 'more contacts than there is time for',
    change: { response: { ...response, contacts, escalateAfter: '11m' } },
    says: /^response\.contacts: 3 contacts of 660 s each do not fit into an approvalTimeout of 1800 s$/,
  },
  {
    fault: 'a watch that lasts longer than the machine does',
    change: { detection: { signals: [probe, alarm], dwell: '15m', patience: '11m' } },
    says: /^detection: dwell, patience and grace are 1560 s together; more than 1500 s/,
  },
  {
    fault: 'the same alarm twice',
    change: { detection: { signals: [probe, alarm, { ...alarm, region: 'primary' }] } },
    says: /^detection\.signals\.2: is the same as signal 2/,
  },
  {
    fault: 'a health check and the alarm on it as two voices',
    change: { detection: { signals: [healthCheck, { alarm: 'orders-health', watches, region: 'standby' }] } },
    says: /^detection\.signals\.1: is the same as signal 1/,
  },
  {
    fault: 'two probes of one address',
    change: { detection: { signals: [alarm, probe, { ...probe, every: '10s' }] } },
    says: /^detection\.signals\.2: is the same as signal 2/,
  },
])('refuses $fault', ({ change, says }) => {
  expect(said(crossCheck(planWith(change)))).toMatch(says);
});

it.each<{ what: string; change: Change }>([
  {
    what: 'alarms of one name in two Regions',
    change: { detection: { signals: [alarm, { ...alarm, region: 'standby' }] } },
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
  expect(said(crossCheck(planWith(change)))).toBe('');
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
      detection: { signals: [alarm, healthCheck] },
    },
    says: /^detection\.signals: nothing outside us-east-1 wakes Lifeboat/m,
  },
  {
    what: 'an alarm that says nothing of what it watches',
    change: { detection: { signals: [probe, { alarm: 'orders-5xx' }] } },
    says: /^detection\.signals\.1: does not say what the alarm watches/,
  },
  {
    what: 'a health check without an alarm',
    change: { detection: { signals: [probe, { healthCheck: healthCheck.healthCheck }] } },
    says: /^detection\.signals\.1: has no alarm/,
  },
  {
    what: 'no dwell before it fails over by itself',
    change: { detection: { dwell: '0s', signals: [probe, alarm] }, response: automatic },
    says: /^detection\.dwell: of 0 with mode automatic/,
  },
])('warns of $what', ({ change, says }) => {
  expect(said(crossCheck(planWith(change)))).toBe('');
  expect(said(warnings(planWith(change)))).toMatch(says);
});
