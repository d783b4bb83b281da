import { given, planOf } from '../../shared/support/plan.ts';

const common = (id: string, sql: string) => ({
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
    checks: [{ name: 'orders', sql, atLeast: 1 }],
  },
});

const backups = {
  instance: { instanceSnapshot: { instance: 'orders-database', types: ['automated'] } },
  pointInTime: { instancePointInTime: { instance: 'orders-database' } },
  cluster: { clusterSnapshot: { cluster: 'orders-database', types: ['automated'] } },
} as const;

export type RestoredKind = keyof typeof backups;

/** A plan with one database that is restored every week, and one check of it. `data`: what else is expected of it. */
export const verifiedPlan = (kind: RestoredKind, sql = 'SELECT count(*) FROM orders', data = {}) => {
  const verification = common('database', sql);
  return planOf(
    { data: [given.promote] },
    { restoreVerification: [{ ...verification, data: { ...verification.data, ...data }, ...backups[kind] }] },
  );
};
