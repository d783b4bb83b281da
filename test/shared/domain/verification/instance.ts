import { RegionName } from '../../../../shared/contracts/fields.ts';
import type { DatabaseInstance } from '../../../../shared/domain/verification/copy.ts';

const region = RegionName.parse('us-west-2');

/** An instance as a copy is when all is well, and what differs. */
export const instanceOf = (change: Partial<DatabaseInstance>): { region: RegionName; instance: DatabaseInstance } => ({
  region,
  instance: {
    name: 'lifeboat-verify-1',
    arn: 'arn:aws:rds:us-west-2:111122223333:db:lifeboat-verify-1',
    resourceId: 'db-1',
    status: 'available',
    createdAt: '2026-01-05T03:05:00.000Z',
    endpoint: { host: 'copy.example', port: 5432 },
    tags: {},
    cluster: undefined,
    subnetGroup: 'isolated',
    securityGroups: [{ id: 'sg-0150a7ed0', status: 'active' }],
    parameterGroup: 'postgres18',
    instanceClass: 'db.t4g.medium',
    isPublic: false,
    isMultiAz: false,
    isProtected: false,
    backupRetentionDays: 0,
    engineVersion: '18.1',
    masterUser: 'postgres',
    masterSecret: { arn: 'arn:aws:secretsmanager:us-west-2:111122223333:secret:rds!db-1', status: 'active' },
    restorableUntil: undefined,
    ...change,
  },
});
