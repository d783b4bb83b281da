import { defined } from '../../../shared/contracts/defined.ts';
import type { Signal } from '../../../shared/contracts/detection/detection.ts';
import type { SignalReading, SignalState } from '../../../shared/contracts/detection/signal-reading.ts';
import type { DeployedPlan } from '../../../shared/contracts/plan.ts';
import type { DatabaseWatch } from '../../../shared/domain/detection/database-failover.ts';
import type { ForkFacts, OtherSide } from '../../../shared/domain/recovery/judge-fork.ts';
import type { LagDatapoint } from '../../../shared/domain/recovery/judge-lag.ts';
import type { PromoteReplicaFacts } from '../../../shared/steps/promote-replica/dependencies.ts';

/** `since` undefined: the source does not know. */
type SignalNow = Readonly<{ state: SignalState; since: string | undefined }>;

/** `replayedAt`: an instant, or so many seconds behind the present. */
export type Replica = Readonly<{
  status: string;
  resourceId: string;
  engine: string;
  cluster: string | undefined;
  sourceRegion: string | undefined;
  sourceName: string;
  /** When RDS told that its replication ended. */
  leftAt: string | undefined;
  /** By the replica itself, where it can be asked. */
  server: Readonly<{ replayedAt?: string; secondsBehind?: number }> | 'silent' | 'refuses';
  metric: readonly LagDatapoint[];
}>;

/** What there is of one service in AWS, as far as a decision can see it. */
export type Scene = {
  readonly signals: Map<string, SignalNow>;
  /** By the short names of their signals: `loud`, as all are that are not here, `unread`, or by what it is silenced. */
  readonly alarms: Map<string, string>;
  database: DatabaseWatch;
  replica: Replica;
  /** The old primary of a replica that has left it, as RDS in its Region and the server itself tell. */
  other: 'silent' | 'stopped' | 'fenced' | 'takesWrites';
  /** The primary that is to be fenced, and whether RDS of its Region answers. */
  readonly old: {
    reach: 'answers' | 'silent' | 'fails' | 'stopped' | 'starting' | 'storage-full' | 'incompatible-network';
    group: string;
    isRestarting: boolean;
  };
  /** Kinds of steps whose functions die before they have assessed anything. */
  readonly mute: Set<string>;
  /** Those that take five seconds for it. */
  readonly slow: Set<string>;
  serviceStatus: string;
  runningTasks: number;
  promotions: number;
};

const nameOf = (signal: Signal): string => {
  if ('healthCheck' in signal) return 'health';
  if ('probe' in signal) return 'probe';
  return 'rdsEvent' in signal ? 'rds' : signal.alarm;
};

/** Short names for the signals of a plan: health, probe, rds and those of its alarms; a second one of a kind gets a 2. */
export const signalNames = ({ detection }: Pick<DeployedPlan, 'detection'>): string[] => {
  const names = detection.signals.map(nameOf);
  return names.map((name, index) => {
    const before = names.slice(0, index).filter((other) => other === name).length;
    return before === 0 ? name : `${name}${before + 1}`;
  });
};

/** What reading its signals takes of a plan. */
export type Watched = Pick<DeployedPlan, 'plan' | 'detection' | 'regions'>;

const vantageOf = (signal: Signal, { regions }: Watched): string => {
  if ('healthCheck' in signal) return 'route53';
  return 'probe' in signal ? regions.standby : regions[signal.region];
};

export const createScene = (plan: DeployedPlan, since: string): Scene => ({
  signals: new Map(signalNames(plan).map((name) => [name, { state: 'good', since }])),
  alarms: new Map(),
  database: { kind: 'notAsked' },
  replica: {
    status: 'available',
    resourceId: 'db-REPLICAOFORDERSREPLICAOFOR',
    engine: 'postgres',
    cluster: undefined,
    sourceRegion: plan.regions.primary,
    sourceName: 'orders-prod',
    leftAt: undefined,
    server: { secondsBehind: 2 },
    metric: [],
  },
  other: 'silent',
  old: { reach: 'answers', group: 'sg-0f0e0d0c', isRestarting: false },
  mute: new Set(),
  slow: new Set(),
  serviceStatus: 'ACTIVE',
  runningTasks: 0,
  promotions: 0,
});

/** An alarm named by the plan or made by the stack on a probe: all but a health check without one and events of RDS. */
const hasAlarm = (signal: Signal): boolean => 'probe' in signal || ('alarm' in signal && signal.alarm !== undefined);

const silenceOf = ({ alarms }: Scene, name: string, signal: Signal): Pick<SignalReading, 'silenced' | 'isLoud'> => {
  const is = alarms.get(name) ?? 'loud';
  if (!hasAlarm(signal) || is === 'unread') return {};
  return is === 'loud' ? { isLoud: true } : { silenced: `alarm of ${name}: ${is}` };
};

/** All signals of the plan as they are at this moment. */
export const readSignalsIn = (scene: Scene, plan: Watched, now: string): SignalReading[] =>
  signalNames(plan).map((signal, index) => {
    const definition = plan.detection.signals[index];
    const seen = scene.signals.get(signal);
    if (definition === undefined || seen === undefined) throw new Error(`the plan has no signal ${signal}`);
    const { state, since } = seen;
    const vantage = vantageOf(definition, plan);
    const seenAt = { at: now, ...defined({ since }) };
    return { signal, vantage, state, answer: state, ...seenAt, ...silenceOf(scene, signal, definition) };
  });

const missing = { kind: 'unreadable', failure: { error: 'DBInstanceNotFoundFault', message: '' } } as const;
const silent = { kind: 'unreadable', failure: { error: 'ETIMEDOUT', message: '' } } as const;
const wrongPassword = { kind: 'unreadable', failure: { error: '28P01', message: '' } } as const;

/** Until when the replica has everything. */
const replayedAt = ({ server }: Replica, now: string): string | undefined => {
  if (typeof server === 'string') return undefined;
  if (server.secondsBehind === undefined) return server.replayedAt;
  return new Date(Date.parse(now) - server.secondsBehind * 1000).toISOString();
};

/** It follows no longer: what it has it has. */
export const stopFollowing = (replica: Replica, now: string): Replica => {
  const at = replayedAt(replica, now);
  if (typeof replica.server === 'string') return replica;
  return { ...replica, server: defined({ replayedAt: at }) };
};

const serverOf = (replica: Replica, isPromoted: boolean, now: string): PromoteReplicaFacts['server'] => {
  if (replica.server === 'silent') return silent;
  if (replica.server === 'refuses') return wrongPassword;
  const lastReplayedAt = replayedAt(replica, now);
  const transactionId = isPromoted ? '742' : undefined;
  return {
    kind: 'known',
    value: {
      ...{ isInRecovery: !isPromoted, lastReplayedAt, isReadOnlyForAll: false, transactionId },
      ...{ readOnlyRoles: [], isDefaultHidden: false },
      receiver: { kind: 'hidden' },
    },
  };
};

/** What the step sees that would promote the replica. A promotion is through as soon as it was called. */
export const observeReplica = ({ replica, promotions }: Scene, now: string): Omit<PromoteReplicaFacts, 'fork'> => {
  const { status, resourceId, engine, cluster, sourceRegion, sourceName, metric } = replica;
  const lag = { kind: 'known', value: metric } as const;
  if (status === 'missing') return { instance: missing, server: silent, lag };
  const isAlone = promotions > 0 || sourceRegion === undefined;
  const source = isAlone ? undefined : { id: sourceName, region: sourceRegion };
  const endpoint = { host: 'orders-replica.example', port: 5432 };
  const shown = { status, resourceId, engine, cluster, source, replication: 'replicating', endpoint };
  const value = { ...shown, securityGroups: [], isMultiAz: true };
  return { instance: { kind: 'known', value }, server: serverOf(replica, isAlone, now), lag };
};

const otherSide = ({ other }: Scene, now: string): OtherSide => {
  const name = 'orders-prod in us-west-2';
  if (other === 'silent') return { kind: 'silent', name, failure: silent.failure };
  const server = { kind: 'known', value: { isPrimary: true, lastCommitAt: undefined } } as const;
  const seen = { kind: 'seen', name, at: now, isFenced: other === 'fenced' } as const;
  if (other === 'takesWrites') return { ...seen, status: 'available', server };
  return { ...seen, status: other === 'fenced' ? 'available' : 'stopped', server: silent };
};

/** What it sees besides, of an instance that stands alone and that its run has not promoted. */
export const observeFork = (
  scene: Scene,
  promotedBy: ForkFacts['promotedBy'],
  { now }: Readonly<{ now: string }>,
): ForkFacts => {
  const { leftAt } = scene.replica;
  const message = 'Replication streaming has been terminated.';
  const ended = { kind: 'known', value: leftAt === undefined ? undefined : { at: leftAt, message } } as const;
  return { promotedBy, ended, other: otherSide(scene, now) };
};
