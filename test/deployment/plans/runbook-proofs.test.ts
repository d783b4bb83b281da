import { describe, expect, it } from 'vitest';
import { crossCheck } from '../../../deployment/plans/cross-checks.ts';
import * as good from './good-plan.ts';
import { said } from './said.ts';

const { count, having, health, moving, record, service, stages } = good;

type Stages = Parameters<typeof moving>[0];
type Row = Readonly<{ fault: string; stages: Stages; says: string[] }>;

const oldBalancer = 'https://orders.us-west-2.elb.amazonaws.com/health';
const mixed = [count, having(health, { url: 'https://orders.example.com/health' })];

const rows = (bounds: object) => ({ name: 'orders', sql: 'SELECT count(*) FROM orders', ...bounds });

/** The stages with a check whose id is its own. */
const renamed: Stages = { ...stages, proof: [{ ...count, id: 'rows-after' }, health] };

describe('what a check looks at', () => {
  const between = 'put a required checkEndpoint or checkData of it into a stage between the data and this one';

  it.each<Row>([
    {
      fault: "the primary's database as proof of the standby",
      stages: { ...stages, proof: [having(count, { instance: 'orders-prod', region: 'primary' })] },
      says: [
        `S.5.steps.0.switchDns: moves traffic before anything has proven that the new side serves: ${between}`,
        'S.4.steps.0.checkData.instance: is orders-prod, which step old fences: check the database that the service moves to',
      ],
    },
    {
      fault: 'another database of the primary side',
      stages: { ...stages, proof: [having(count, { instance: 'orders-reports', region: 'primary' })] },
      says: [
        `S.5.steps.0.switchDns: moves traffic before anything has proven that the new side serves: ${between}`,
        'S.4.steps.0.checkData.region: is the side that this failover leaves: what orders-reports says proves nothing of the standby; check the database that is promoted',
      ],
    },
    {
      fault: 'the primary before it is fenced, though the Region is lost',
      stages: { look: [having(count, { instance: 'orders-prod', region: 'primary' })], ...stages, proof: [health] },
      says: [
        'S.0.steps.0.checkData.region: is the side that this failover leaves: what orders-prod says proves nothing of the standby; check the database that is promoted',
      ],
    },
    {
      fault: 'another database than the one that is promoted',
      stages: { ...stages, proof: [having(count, { instance: 'users-replica' })] },
      says: [`S.5.steps.0.switchDns: moves traffic before anything has proven that the new side serves: ${between}`],
    },
    {
      fault: 'the name before it has moved',
      stages: { ...stages, proof: mixed },
      says: [
        'S.4.steps.1.checkEndpoint.url: asks orders.example.com before traffic has moved: the side that is left would answer; ask the new side by a name of its own',
      ],
    },
    {
      fault: 'the name in capitals, with another port and path, before it has moved',
      stages: { ...stages, proof: [having(health, { url: 'http://Orders.Example.COM.:8080/other' })] },
      says: [
        `S.5.steps.0.switchDns: moves traffic before anything has proven that the new side serves: ${between}`,
        'S.4.steps.0.checkEndpoint.url: asks orders.example.com before traffic has moved: the side that is left would answer; ask the new side by a name of its own',
      ],
    },
    {
      fault: 'the balancer that the record leads to now',
      stages: { ...stages, proof: [count, having(health, { url: oldBalancer })], traffic: [record] },
      says: [
        'S.4.steps.1.checkEndpoint.url: asks orders.us-west-2.elb.amazonaws.com before traffic has moved: the side that is left would answer; ask the new side by a name of its own',
      ],
    },
    {
      fault: 'an error for a proof',
      stages: { ...stages, proof: [count, having(health, { status: 503 })] },
      says: [
        'S.4.steps.1.checkEndpoint.status: of 503 is what a service answers that does not serve: say what it answers when it does',
      ],
    },
    {
      fault: 'a status that ends no answer',
      stages: { ...stages, proof: [count, having(health, { status: 100 })] },
      says: [
        'S.4.steps.1.checkEndpoint.status: of 100 is what a service answers that does not serve: say what it answers when it does',
      ],
    },
    {
      fault: 'a count that no table can miss',
      stages: { ...stages, proof: [having(count, { checks: [rows({ atLeast: 0 })] })] },
      says: ['S.4.steps.0.checkData.checks.0.atLeast: of 0 rows proves nothing: no count is below it; say 1 or more'],
    },
    {
      fault: 'bounds that nothing can meet',
      stages: { ...stages, proof: [having(count, { checks: [rows({ atLeast: 2, atMost: 1 })] })] },
      says: ['S.4.steps.0.checkData.checks.0.atMost: of 1 is below atLeast: it would never pass'],
    },
  ])('with $fault is refused', ({ stages: given, says }) => {
    expect(said(crossCheck(moving(given))).filter((one) => one.startsWith('S.'))).toEqual(says);
  });

  it('may be the primary before a switchover begins', () => {
    const look = {
      look: [having(count, { instance: 'orders-prod', region: 'primary' }), { ...service, id: 'before' }],
    };
    const runbooks = { failover: good.runbookOf(stages), other: good.runbookOf({ ...look, ...renamed }, 'switchover') };
    expect(said(crossCheck(good.planWith({ runbooks })))).toEqual([]);
  });
});
