import { given, planOf } from '../../shared/support/plan.ts';

const verification = (id: string) => ({
  id,
  region: 'primary',
  maxAge: '26h',
  instanceSnapshot: { instance: `orders-${id}`, types: ['automated'] },
  restore: {
    instanceClass: 'db.t4g.medium',
    subnetGroup: 'isolated',
    securityGroups: ['sg-0150a7ed0'],
    parameterGroup: 'postgres18',
    within: '30m',
    hourlyCost: 0.1,
  },
  data: {
    database: 'orders',
    reader: 'lifeboat_reader',
    checks: [{ name: 'orders', sql: 'SELECT count(*) FROM orders', atLeast: 1 }],
  },
});

/** A plan with so many databases that are restored every week. */
export const verifiedPlan = (...ids: readonly string[]) =>
  planOf({ data: [given.promote] }, { restoreVerification: ids.map(verification) });
