import { expect, it } from 'vitest';
import { crossCheck } from '../../../deployment/plans/cross-checks.ts';
import * as good from './good-plan.ts';
import { said } from './said.ts';

const { ask, configure, count, dns, fence, having, health, promote, record, scale, service, stages } = good;

type Stages = Parameters<typeof good.moving>[0];

/** A question with an id of its own and all the time that one of the documents gives it. */
const asked = (id: string, timeout = '3h') => ({ ...having(ask, { timeout }), id });

const primaryHost = 'orders.us-west-2.elb.amazonaws.com';
const toPrimary = having(record, {
  from: { cname: 'orders-dr.us-east-1.elb.amazonaws.com', ttl: '30s' },
  to: { cname: primaryHost, ttl: '30s' },
});
const atPrimary = { region: 'primary', instance: 'orders-restored' };

const failback: Stages = {
  stable: [asked('stable', '1d')],
  copy: [asked('snapshot', '12h')],
  configuration: [having(configure, { region: 'primary', value: { endpointOf: 'orders-restored' } })],
  application: [having(scale, { region: 'primary' })],
  proof: [having(count, atPrimary), having(health, { url: `https://${primaryHost}/health` })],
  traffic: [toPrimary],
  service: [service],
  cleanup: [asked('delete', '2d')],
};

const restore: Stages = {
  fence: [fence],
  data: [ask],
  configuration: [having(configure, { value: { endpointOf: 'orders-restored' } })],
  application: [scale],
  proof: [having(count, { instance: 'orders-restored' }), health],
  traffic: [dns],
  service: [service],
};

/** What the documents of the four companies describe, with the kinds of steps that there are. */
it.each<{ scenario: string; kind: string; stages: Stages }>([
  { scenario: 'K10, S5: a Region fails over', kind: 'failover', stages },
  { scenario: 'K10: the snapshot is restored by a person, the rest is done', kind: 'failover', stages: restore },
  {
    scenario: 'K11, K13: what is looked at after an incident',
    kind: 'recovery',
    stages: { checks: [count, health], more: [ask] },
  },
  { scenario: 'K12: back to the Region that was left, by a snapshot', kind: 'failback', stages: failback },
  { scenario: 'K2: a snapshot before a migration', kind: 'recovery', stages: { take: [ask], proof: [count] } },
  { scenario: 'S2: the control plane is down', kind: 'recovery', stages: { redeploy: [ask], proof: [health] } },
  {
    scenario: 'S3: the database fails over within its Region',
    kind: 'recovery',
    stages: { 'fail-over': [ask], proof: [having(count, { instance: 'orders-prod', region: 'primary' }), service] },
  },
  { scenario: 'S4: a restore to a point in time', kind: 'recovery', stages: restore },
  {
    scenario: 'S6: agents without a token are told so',
    kind: 'recovery',
    stages: { proof: [having(service, { status: 401, method: 'POST' })] },
  },
  {
    scenario: 'E2, E9: a cluster is made anew in order',
    kind: 'recovery',
    stages: { one: [asked('bucket')], two: [asked('cluster')], proof: [service] },
  },
  { scenario: 'E6: the cache fails over', kind: 'recovery', stages: { 'fail-over': [ask] } },
  {
    scenario: 'H1: two sides are active, and traffic leaves one',
    kind: 'failover',
    stages: { proof: [health], traffic: [dns], service: [service] },
  },
  {
    scenario: 'H1: a pilot light is scaled first',
    kind: 'failover',
    stages: {
      ...stages,
      fence: [fence, scale],
      application: [having({ ...scale, id: 'workers' }, { service: 'workers' })],
    },
  },
  { scenario: 'H2: a switchover without loss', kind: 'switchover', stages },
  {
    scenario: 'H2: a global database is switched by a person',
    kind: 'switchover',
    stages: {
      before: [{ ...service, id: 'before' }],
      data: [ask],
      proof: [health],
      traffic: [dns],
      service: [service],
    },
  },
  {
    scenario: 'H7: back after a failover, by the replica that was made',
    kind: 'failback',
    stages: {
      fence: [having(fence, { instance: 'orders-replica', region: 'standby' })],
      data: [having(promote, { instance: 'orders-west', region: 'primary' })],
      proof: [having(count, { instance: 'orders-west', region: 'primary' })],
      traffic: [toPrimary],
      service: [service],
    },
  },
  { scenario: 'X4: the standby is scaled down by a person', kind: 'recovery', stages: { scale: [ask] } },
])('takes $scenario', ({ kind, stages: given }) => {
  const runbooks = { failover: good.runbookOf(stages), other: good.runbookOf(given, kind) };
  expect(said(crossCheck(good.planWith({ runbooks })))).toEqual([]);
});
