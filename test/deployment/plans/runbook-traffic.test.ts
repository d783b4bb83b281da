import { describe, expect, it } from 'vitest';
import { crossCheck, warnings } from '../../../deployment/plans/cross-checks.ts';
import * as good from './good-plan.ts';
import { said } from './said.ts';

const { dns, having, moving, record, stages } = good;

const dr = 'orders-dr.us-east-1.elb.amazonaws.com';

describe('where traffic goes', () => {
  it.each<{ fault: string; step: Readonly<Record<string, unknown>>; says: string }>([
    {
      fault: 'its own name expected of it',
      step: having(dns, { expect: 'orders.example.com' }),
      says: 'S.5.steps.0.switchDns.expect: leads to orders.example.com itself: name the host of the new side',
    },
    {
      fault: 'a record that leads to itself',
      step: having(record, { to: { cname: 'orders.example.com', ttl: '30s' } }),
      says: 'S.5.steps.0.switchDns.to: leads to orders.example.com itself: name the host of the new side',
    },
    {
      fault: 'a record that led to itself',
      step: having(record, { from: { cname: 'orders.example.com', ttl: '30s' } }),
      says: 'S.5.steps.0.switchDns.from: leads to orders.example.com itself: name the host that it leads to now',
    },
    {
      fault: 'a record that stays where it is',
      step: having(record, { from: { cname: dr, ttl: '30s' } }),
      says: 'S.5.steps.0.switchDns.to: is where orders.example.com leads now: nothing would move; name the host of the new side',
    },
    {
      fault: 'an alias that stays where it is',
      step: having(record, { from: { alias: dr, aliasZone: 'Z1' }, to: { alias: dr, aliasZone: 'Z1' } }),
      says: 'S.5.steps.0.switchDns.to: is where orders.example.com leads now: nothing would move; name the host of the new side',
    },
    {
      fault: 'a switch in the Region that is lost',
      step: having(dns, { switch: { bucket: 'orders-switch', key: 'lost', region: 'primary' } }),
      says: 'S.5.steps.0.switchDns.switch.region: is the Region that is lost: keep the switch in the standby Region',
    },
    {
      fault: 'a health check that watches the service, too',
      step: having(dns, { healthCheck: good.signals.healthCheck.healthCheck }),
      says: 'S.5.steps.0.switchDns.healthCheck: is signal 1 of the detection, too: the switch needs a health check of its own',
    },
    {
      fault: 'a TTL longer than the RTO',
      step: having(dns, { ttl: '31m' }),
      says: 'S.5.steps.0.switchDns.ttl: of 31m is longer than the RTO of 30m: clients would stay on the side that is left; lower it in the zone and here',
    },
    {
      fault: 'a record whose TTL is longer than the RTO',
      step: having(record, { from: { cname: 'orders.us-west-2.elb.amazonaws.com', ttl: '1h' } }),
      says: 'S.5.steps.0.switchDns.from.ttl: of 1h is longer than the RTO of 30m: clients would stay on the side that is left; lower it in the zone and here',
    },
  ])('with $fault is refused', ({ step, says }) => {
    expect(said(crossCheck(moving({ ...stages, traffic: [step] })))).toContain(says);
  });

  const [now, then] = [
    { alias: 'orders.us-west-2.elb.amazonaws.com', aliasZone: 'Z1' },
    { alias: dr, aliasZone: 'Z2' },
  ];
  const six = { values: ['2001:db8::1'], ttl: '60s' };
  const also = (...all: object[]) => having(record, { from: now, to: then, also: all });

  it.each<{ fault: string; step: Readonly<Record<string, unknown>>; says: string }>([
    {
      fault: 'a record beside a CNAME',
      step: having(record, { also: [{ type: 'AAAA', from: six, to: 'nothing' }] }),
      says: 'S.5.steps.0.switchDns.also.0.type: stands beside a CNAME, which Route 53 does not allow: leave it out',
    },
    {
      fault: 'a record that would stand beside a CNAME',
      step: having(record, { from: now, also: [{ type: 'AAAA', from: now, to: then }] }),
      says: 'S.5.steps.0.switchDns.also.0.type: would stand beside a CNAME, which Route 53 does not allow: write to: nothing',
    },
    {
      fault: 'a type that is moved twice',
      step: also({ type: 'AAAA', from: now, to: then }, { type: 'AAAA', from: six, to: 'nothing' }),
      says: 'S.5.steps.0.switchDns.also.1.type: is AAAA, which this step moves already: leave one of the two out',
    },
    {
      fault: 'a record that stays where it is',
      step: also({ type: 'AAAA', from: six, to: six }),
      says: 'S.5.steps.0.switchDns.also.0.to: is what stands there now: nothing would move; leave it out, or name it in stays',
    },
    {
      fault: 'a record that leads to another host',
      step: also({ type: 'AAAA', from: six, to: { alias: 'third.example.com', aliasZone: 'Z2' } }),
      says: `S.5.steps.0.switchDns.also.0.to.alias: leads to third.example.com, and the name to ${dr}: name the same host`,
    },
    {
      fault: 'an address of the other kind',
      step: also({ type: 'AAAA', from: { values: ['192.0.2.1'], ttl: '60s' }, to: 'nothing' }),
      says: 'S.5.steps.0.switchDns.also.0.from.values: has 192.0.2.1, which is no IPv6 address',
    },
    {
      fault: 'an HTTPS record that is none',
      step: having(dns, { stays: [{ type: 'HTTPS', value: 'h3' }] }),
      says: 'S.5.steps.0.switchDns.stays.0.value: has h3, which is no HTTPS record such as 1 . alpn="h3,h2"',
    },
  ])('with $fault is refused', ({ step, says }) => {
    expect(said(crossCheck(moving({ ...stages, traffic: [step] })))).toEqual([says]);
  });

  it('with records of other types that are moved with the first is fine', () => {
    const step = also(
      { type: 'AAAA', from: now, to: then },
      { type: 'HTTPS', from: { values: ['1 . ipv4hint=192.0.2.1'], ttl: '60s' }, to: 'nothing' },
    );
    expect(said(crossCheck(moving({ ...stages, traffic: [step] })))).toEqual([]);
  });

  it('by a switch whose zone is not named is unwise', () => {
    const step = having(dns, { zone: undefined });
    expect(said(warnings(moving({ ...stages, traffic: [step] })))).toEqual([
      'S.5.steps.0.switchDns: names no zone: records of the name that the switch does not move (IPv6, HTTPS, weights, places) are not looked at; name the hosted zone',
    ]);
  });

  it('by two steps of a stage for one name is refused', () => {
    expect(said(crossCheck(moving({ ...stages, traffic: [dns, { ...record, id: 'dns-2' }] })))).toEqual([
      'S.5.steps.1.switchDns.name: is orders.example.com, which step dns of this stage moves: leave one of the two out',
    ]);
  });
});

describe('what an outage starts', () => {
  const { response, detection } = good.goodPlan;
  const runbooks = {
    failover: good.runbookOf(stages),
    planned: good.runbookOf(stages, 'switchover'),
    back: good.runbookOf(stages, 'failback'),
  };
  const watching = (change: object) => ({ detection: { ...detection, ...change } });

  const replicaLag = {
    ...{ alarm: 'orders-lag', region: 'standby' },
    watches: { namespace: 'AWS/RDS', metric: 'ReplicaLag', dimensions: { DBInstanceIdentifier: 'orders-replica' } },
  };

  it.each<{ fault: string; change: Readonly<Record<string, unknown>>; says: string }>([
    {
      fault: 'a switchover',
      change: { runbooks, response: { ...response, runbook: 'planned' } },
      says: 'response.runbook: is a switchover, which is planned work: name a failover or a recovery for an outage',
    },
    {
      fault: 'a failback',
      change: { runbooks, response: { ...response, runbook: 'back' } },
      says: 'response.runbook: is a failback, which is planned work: name a failover or a recovery for an outage',
    },
    {
      fault: 'the same runbook for the other way',
      change: { response: { ...response, restoreRunbook: 'failover' } },
      says: 'response.restoreRunbook: is the runbook that it would stand in for: name one that restores from a backup',
    },
    {
      fault: 'a promotion as the other way',
      change: { runbooks, response: { ...response, restoreRunbook: 'planned' } },
      says: 'response.restoreRunbook: promotes orders-replica, though it is offered when the replica is too far behind: name one that restores from a backup',
    },
    {
      fault: 'a dwell longer than the RTO',
      change: { objectives: { rto: '10m', rpo: '5m' }, ...watching({ dwell: '11m' }) },
      says: 'detection.dwell: of 11m is longer than the RTO of 10m: service must be back before anything would begin; shorten it',
    },
    {
      fault: 'a grace longer than the RTO',
      change: {
        objectives: { rto: '2m', rpo: '5m' },
        ...watching({ databaseFailover: { instance: 'orders-prod', grace: '3m' } }),
      },
      says: 'detection.databaseFailover.grace: of 3m is longer than the RTO of 2m: service must be back before anything would begin; shorten it',
    },
    {
      fault: 'time for the standby database',
      change: watching({ databaseFailover: { instance: 'orders-prod', region: 'standby' } }),
      says: 'detection.databaseFailover.region: is the standby side: it is the primary database that is given time; say primary',
    },
    {
      fault: 'a probe of where the service is moved to',
      change: watching({ signals: [...detection.signals, { probe: `https://${dr}/health` }] }),
      says: `detection.signals.3: watches ${dr}, which failover moves the service to: watch what clients use now`,
    },
    {
      fault: 'a health check of where the service is moved to',
      change: watching({
        signals: [...detection.signals, { healthCheck: '5e1da000-0003-4000-8000-000000000003', host: dr }],
      }),
      says: `detection.signals.3: watches ${dr}, which failover moves the service to: watch what clients use now`,
    },
    {
      fault: 'events of the replica that would be promoted',
      change: watching({ signals: [...detection.signals, { rdsEvent: 'orders-replica', region: 'standby' }] }),
      says: 'detection.signals.3: watches database orders-replica of the standby side, which failover moves the service to: watch what clients use now',
    },
    {
      fault: 'an alarm on the replica that would be promoted',
      change: watching({ signals: [...detection.signals, replicaLag] }),
      says: 'detection.signals.3: watches database orders-replica of the standby side, which failover moves the service to: watch what clients use now',
    },
    {
      fault: 'a failover that is called a recovery, by itself',
      change: {
        runbooks: { failover: good.runbookOf(stages), other: good.runbookOf(stages, 'recovery') },
        response: { ...response, runbook: 'other', mode: 'automatic' },
      },
      says: 'response.runbook: is a recovery that moves the service, and the signals are weighed before a failover only: call it a failover',
    },
  ])('is refused with $fault', ({ change, says }) => {
    expect(said(crossCheck(good.planWith(change)))).toContain(says);
  });

  it('is unwise with more time to answer than the RTO has', () => {
    const plan = good.planWith({ response: { ...response, approvalTimeout: '31m' } });
    expect(said(warnings(plan))).toEqual([
      'response.approvalTimeout: of 31m is longer than the RTO of 30m: a yes may come when service should have been back',
    ]);
  });

  it.each<{ what: string; given: Parameters<typeof moving>[0]; says: string }>([
    {
      what: 'a question in an automatic recovery',
      given: { ask: [good.ask], ...stages },
      says: 'S.0.steps.0.askOperator: asks a person: with mode automatic the run waits for an answer',
    },
    {
      what: 'a fence that refuses when the Region is lost',
      given: { ...stages, fence: [having(good.fence, { ifUnreachable: 'refuse' })] },
      says: 'S.0.steps.0.fenceDatabase.ifUnreachable: of refuse stops every automatic run of a lost us-west-2: a Region that is lost does not answer',
    },
  ])('is unwise with $what', ({ given, says }) => {
    const change = { runbooks: { failover: good.runbookOf(given) }, response: { ...response, mode: 'automatic' } };
    expect(said(crossCheck(good.planWith(change)))).toEqual([]);
    expect(said(warnings(good.planWith(change)))).toEqual([says]);
  });
});
