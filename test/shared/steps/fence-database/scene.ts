import { FenceDatabaseSpec } from '../../../../shared/contracts/specs/fence-database.ts';
import type { StepRun } from '../../../../shared/executor/step.ts';
import { fenceDatabase } from '../../../../shared/steps/fence-database/fence-database.ts';
import type { FenceDatabaseFacts } from '../../../../shared/steps/fence-database/observe.ts';
import { act, stepRun } from '../../executor/step-run.ts';

export const closed = 'sg-0c105ed00000000a1';
export const spec = FenceDatabaseSpec.parse({
  instance: 'orders-prod',
  region: 'primary',
  closedSecurityGroup: closed,
  ifUnreachable: 'proceed',
});

export const groups = (...members: [id: string, status: string][]) => members.map(([id, status]) => ({ id, status }));
export const instance = (change = {}): FenceDatabaseFacts['instance'] => ({
  kind: 'known',
  value: {
    resourceId: 'db-ORDERSPRODORDERSPRODORDERS',
    status: 'available',
    source: undefined,
    replication: undefined,
    endpoint: { host: 'orders-prod.example', port: 5432 },
    securityGroups: groups(['sg-0f0e0d0c', 'active']),
    isMultiAz: true,
    ...change,
  },
});
export const fenced = (change = {}) => instance({ securityGroups: groups([closed, 'active']), ...change });

export const decide = (change: Partial<FenceDatabaseFacts> = {}, run: Partial<StepRun> = {}, of = spec) =>
  fenceDatabase.decide(of, { instance: instance(), door: 'notTried', ...change }, stepRun(run));

export const reboot = (seconds: number, change = {}) => act('RebootDBInstance', seconds, change);

export const stuck = [
  ...['storage-full', 'failed', 'incompatible-network', 'incompatible-parameters', 'incompatible-option-group'],
  ...['inaccessible-encryption-credentials', 'inaccessible-encryption-credentials-recoverable', 'deleting'],
];
