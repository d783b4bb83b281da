import { describe, expect, it } from 'vitest';
import { crossCheck } from '../../../deployment/plans/cross-checks.ts';
import * as good from './good-plan.ts';
import { said } from './said.ts';

const { ask, configure, count, dns, fence, having, health, moving, promote, record, scale, service, stages } = good;

type Stages = Parameters<typeof moving>[0];
type Row = Readonly<{ fault: string; stages: Stages; kind?: string; says: string[] }>;

const second = having({ ...promote, id: 'data-2' }, { instance: 'users-replica' });

describe('fencing', () => {
  it.each<Row>([
    {
      fault: 'no fence before a promotion',
      stages: { ...stages, fence: [ask] },
      says: [
        'S.1.steps.0.promoteReplica: promotes orders-replica, and no earlier stage fences its primary: both would take writes; put a fenceDatabase before it',
      ],
    },
    {
      fault: 'a fence side by side with the promotion',
      stages: { ...stages, fence: [scale], data: [fence, promote], application: [ask] },
      says: [
        'S.1.steps.1.promoteReplica: promotes orders-replica, and no earlier stage fences its primary: both would take writes; put a fenceDatabase before it',
      ],
    },
    {
      fault: 'a fence after the promotion',
      stages: { data: [promote], fence: [fence], proof: [count], traffic: [dns], service: [service] },
      says: [
        'S.0.steps.0.promoteReplica: promotes orders-replica, and no earlier stage fences its primary: both would take writes; put a fenceDatabase before it',
      ],
    },
    {
      fault: 'a fence, and services scaled in place of the data',
      stages: { fence: [fence], application: [scale], proof: [health], service: [service] },
      says: [
        'S.0.steps.0.fenceDatabase: fences orders-prod, and nothing takes its place: promote its replica in a later stage, or ask for a restore',
      ],
    },
    {
      fault: 'one fence for two promotions',
      stages: { ...stages, data: [promote, second] },
      says: [
        'S.1.steps.1.promoteReplica: promotes 2 databases by then, and earlier stages fence 1: fence the primary of each',
      ],
    },
    {
      fault: 'the standby side fenced',
      stages: { ...stages, fence: [having(fence, { instance: 'orders-other', region: 'standby' })] },
      says: [
        "S.0.steps.0.fenceDatabase.region: fences orders-other on the standby side, which this failover moves to: fence the primary's database",
      ],
    },
    {
      fault: 'a promotion on the primary side',
      stages: { ...stages, data: [having(promote, { region: 'primary' })], configuration: [ask], proof: [health] },
      says: [
        "S.1.steps.0.promoteReplica.region: promotes orders-replica on the primary side, which this failover leaves: promote the standby's replica",
      ],
    },
    {
      fault: 'a switchover that fences the standby side',
      kind: 'switchover',
      stages: { ...stages, fence: [having(fence, { instance: 'orders-other', region: 'standby' })] },
      says: [
        "S.0.steps.0.fenceDatabase.region: fences orders-other on the standby side, which this switchover moves to: fence the primary's database",
      ],
    },
    {
      fault: 'the instance fenced that is promoted',
      kind: 'recovery',
      stages: {
        ...stages,
        fence: [having(fence, { instance: 'orders-replica', region: 'standby' })],
        configuration: [ask],
        proof: [health],
      },
      says: [
        'S.0.steps.0.fenceDatabase.instance: orders-replica is promoted by step data: fence the primary and promote its replica',
      ],
    },
    {
      fault: 'one instance promoted twice',
      stages: {
        ...stages,
        fence: [fence, having({ ...fence, id: 'old-2' }, { instance: 'orders-prod-2' })],
        data: [promote, { ...promote, id: 'again' }],
      },
      says: [
        'S.1.steps.1.promoteReplica.instance: orders-replica is promoted by step data already: leave one of the two out',
      ],
    },
    {
      fault: 'a failback that promotes where it fences',
      kind: 'failback',
      stages: { ...stages, fence: [having(fence, { instance: 'orders-other', region: 'standby' })] },
      says: [
        'S.0.steps.0.fenceDatabase.region: fences orders-other on the side that this failback promotes on: fence the side that it leaves',
      ],
    },
  ])('with $fault is refused', ({ stages: given, kind, says }) => {
    const found = said(crossCheck(moving(given, kind)));
    expect(found.filter((one) => one.startsWith('S.'))).toEqual(says);
  });

  it('of another database than the primary that the plan names is refused', () => {
    const databaseFailover = { instance: 'orders-main' };
    const plan = good.planWith({ detection: { ...good.goodPlan.detection, databaseFailover } });
    expect(said(crossCheck(plan))).toContain(
      'S.0.steps.0.fenceDatabase.instance: is not orders-main, the primary by detection.databaseFailover: fence that one, or correct the name there',
    );
  });

  const back = {
    fence: [having(fence, { instance: 'orders-replica', region: 'standby' })],
    data: [having(promote, { instance: 'orders-west', region: 'primary' })],
    configuration: [having(configure, { region: 'primary', value: { endpointOf: 'orders-west' } })],
    application: [having(scale, { region: 'primary' })],
    proof: [having(count, { instance: 'orders-west', region: 'primary' })],
    traffic: [
      having(record, { from: { cname: 'new.example.com', ttl: '30s' }, to: { cname: 'old.example.com', ttl: '30s' } }),
    ],
    service: [service],
  };

  it.each<{ what: string; kind: string; stages: Stages }>([
    { what: 'a failback to the side that was left', kind: 'failback', stages: back },
    { what: 'a switchover in the order of a failover', kind: 'switchover', stages },
    { what: 'a switchover whose writers a person stops', kind: 'switchover', stages: { ...stages, fence: [ask] } },
    {
      what: 'a recovery within the primary Region',
      kind: 'recovery',
      stages: {
        fence: [fence],
        data: [having(promote, { instance: 'orders-second', region: 'primary' })],
        proof: [having(count, { instance: 'orders-second', region: 'primary' })],
      },
    },
    {
      what: 'a restore by a person, of a database with a name of its own',
      kind: 'recovery',
      stages: {
        fence: [fence],
        data: [ask],
        configuration: [having(configure, { value: { endpointOf: 'orders-restored' } })],
        application: [scale],
        proof: [having(count, { instance: 'orders-restored' })],
        traffic: [dns],
        service: [service],
      },
    },
    { what: 'a service that is restarted', kind: 'recovery', stages: { application: [scale], proof: [health] } },
    { what: 'checks alone', kind: 'recovery', stages: { proof: [count, health] } },
    { what: 'a question alone', kind: 'recovery', stages: { ask: [ask] } },
  ])('takes $what', ({ stages: given, kind }) => {
    const runbooks = { failover: good.runbookOf(stages), other: good.runbookOf(given, kind) };
    expect(said(crossCheck(good.planWith({ runbooks })))).toEqual([]);
  });
});

describe('what a step is about', () => {
  it.each<Row>([
    {
      fault: 'a lag above the RPO',
      stages: { ...stages, data: [having(promote, { maxLag: '6m' })] },
      says: [
        'S.1.steps.0.promoteReplica.maxLag: of 6m is above the RPO of 5m: more would be lost than is promised, and nobody asked; say 5m or less',
      ],
    },
    {
      fault: 'configuration that names another database',
      stages: { ...stages, configuration: [having(configure, { value: { endpointOf: 'users-replica' } })] },
      says: [
        'S.2.steps.0.updateConfiguration.value.endpointOf: is users-replica, which this runbook does not promote: name orders-replica',
      ],
    },
    {
      fault: 'configuration that names the fenced database',
      stages: {
        ...stages,
        configuration: [having(configure, { region: 'primary', value: { endpointOf: 'orders-prod' } })],
      },
      says: [
        'S.2.steps.0.updateConfiguration.value.endpointOf: is orders-prod, which step old fences: name the database that the service moves to',
        'S.2.steps.0.updateConfiguration.region: is the side that this failover leaves: say standby',
      ],
    },
    {
      fault: 'configuration in the other Region',
      stages: { ...stages, configuration: [having(configure, { region: 'primary' })] },
      says: [
        'S.2.steps.0.updateConfiguration.region: is primary, where orders-replica is not the one that is promoted: say standby',
      ],
    },
    {
      fault: 'configuration that waits for what comes later',
      stages: {
        fence: [fence],
        configuration: [configure],
        data: [promote],
        proof: [count],
        traffic: [dns],
        service: [service],
      },
      says: [
        'S.1.steps.0.updateConfiguration: waits for orders-replica to be promoted, which is done in a later stage: put it after step data',
      ],
    },
    {
      fault: 'one place that is to name two databases',
      stages: {
        ...stages,
        fence: [fence, having({ ...fence, id: 'old-2' }, { instance: 'users-prod' })],
        data: [promote, second],
        configuration: [configure, having({ ...configure, id: 'host-2' }, { value: { endpointOf: 'users-replica' } })],
      },
      says: ['S.2.steps.1.updateConfiguration.target: is what step host changes already: leave one of the two out'],
    },
    {
      fault: 'a service on the side that is left',
      stages: { ...stages, application: [having(scale, { region: 'primary' })] },
      says: ['S.3.steps.0.scaleService.region: is the side that this failover leaves: say standby'],
    },
  ])('with $fault is refused', ({ stages: given, kind, says }) => {
    expect(said(crossCheck(moving(given, kind))).filter((one) => one.startsWith('S.'))).toEqual(says);
  });
});
