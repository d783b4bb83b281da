import { given, planOf } from '../../shared/support/plan.ts';

const common = (id: string) => ({
  id,
  region: 'primary',
  maxAge: '720h',
  restore: {
    instanceClass: 'db.t4g.medium',
    subnetGroup: 'isolated',
    securityGroups: ['sg-0150a7ed0'],
    parameterGroup: 'postgres18',
    clusterParameterGroup: 'aurora17',
    within: '30m',
    timeout: '40m',
    hourlyCost: 0.1,
  },
  data: {
    database: 'orders',
    reader: 'lifeboat_reader',
    checks: [{ name: 'orders', sql: 'SELECT count(*) FROM orders', atLeast: 1 }],
  },
});

const verificationOf = {
  instance: { ...common('database'), instanceSnapshot: { instance: 'orders-database', types: ['automated'] } },
  pointInTime: { ...common('database'), instancePointInTime: { instance: 'orders-database' } },
  cluster: { ...common('database'), clusterSnapshot: { cluster: 'orders-database', types: ['automated'] } },
} as const;

export type RestoredKind = keyof typeof verificationOf;

/** A plan with one database that is restored every week. */
export const verifiedPlan = (kind: RestoredKind) =>
  planOf({ data: [given.promote] }, { restoreVerification: [verificationOf[kind]] });
