import { PromoteReplicaSpec } from '../../../shared/contracts/specs/promote-replica.ts';
import type { StepRun } from '../../../shared/executor/step.ts';
import type { PromoteReplicaFacts } from '../../../shared/steps/promote-replica/dependencies.ts';
import { promoteReplica } from '../../../shared/steps/promote-replica/promote-replica.ts';
import { act, stepRun, unreadable } from '../executor/step-run.ts';

export const spec = PromoteReplicaSpec.parse({
  instance: 'orders-replica',
  region: 'standby',
  maxLag: '5m',
  secret: 'reader',
  backupRetentionDays: 7,
});

const source = { id: 'orders-prod', region: 'us-west-2' };
export const database = (change = {}) => ({
  kind: 'known' as const,
  value: {
    resourceId: 'db-REPLICAOFORDERSREPLICAOFOR',
    status: 'available',
    source,
    replication: 'error',
    endpoint: { host: 'orders-replica.example', port: 5432 },
    securityGroups: [],
    isMultiAz: true,
    ...change,
  },
});
export const server = (change = {}) => ({
  kind: 'known' as const,
  value: {
    isInRecovery: true,
    lastReplayedAt: '2026-01-05T02:59:58.000Z',
    isReadOnlyForAll: false,
    readOnlyRoles: [],
    isDefaultHidden: false,
    transactionId: undefined,
    receiver: { kind: 'hidden' as const },
    ...change,
  },
});
export const writable = server({ isInRecovery: false, lastReplayedAt: undefined, transactionId: '742' });
export const lag = (...points: [at: string, seconds: number][]) => ({
  kind: 'known' as const,
  value: points.map(([at, seconds]) => ({ at, least: seconds, most: seconds })),
});

export const facts = (change: Partial<PromoteReplicaFacts> = {}): PromoteReplicaFacts => ({
  instance: database(),
  server: server(),
  lag: lag(),
  fork: undefined,
  ...change,
});
export const decide = (change: Partial<PromoteReplicaFacts>, run: Partial<StepRun> = {}) =>
  promoteReplica.decide(spec, facts(change), stepRun(run));

export const promote = (seconds: number, change = {}) => act('PromoteReadReplica', seconds, change);
export const noSource = { source: undefined };
export const noServer = unreadable('ETIMEDOUT');

export type Row = {
  when: string;
  word: string;
  because: string;
  change?: Partial<PromoteReplicaFacts>;
  run?: Partial<StepRun>;
};
