import type { Signal } from '../../../shared/contracts/detection.ts';
import type { DeployedPlan } from '../../../shared/contracts/plan.ts';
import type { SignalReading, SignalState } from '../../../shared/contracts/signal-reading.ts';
import type { DatabaseWatch } from '../../../shared/domain/detection/database-failover.ts';
import type { LagDatapoint } from '../../../shared/domain/judge-lag.ts';
import type { PromoteReplicaFacts } from '../../../shared/steps/promote-replica/observe.ts';

/** `since` undefined: the source does not know. */
type SignalNow = Readonly<{ state: SignalState; since: string | undefined }>;

/** `replayedAt`: an instant, or so many seconds behind the present. */
export type Replica = Readonly<{
  status: string;
  sourceRegion: string | undefined;
  /** By the replica itself; undefined when it cannot be asked. */
  server: Readonly<{ replayedAt?: string; secondsBehind?: number }> | undefined;
  metric: readonly LagDatapoint[];
}>;

/** What there is of one service in AWS, as far as a decision can see it. */
export type Scene = {
  readonly signals: Map<string, SignalNow>;
  /** By the short names of their signals: `loud`, as all are that are not here, `unread`, or by what it is silenced. */
  readonly alarms: Map<string, string>;
  database: DatabaseWatch;
  replica: Replica;
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
    sourceRegion: plan.regions.primary,
    server: { secondsBehind: 2 },
    metric: [],
  },
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
    const seenAt = { at: now, ...(since === undefined ? {} : { since }) };
    return { signal, vantage, state, answer: state, ...seenAt, ...silenceOf(scene, signal, definition) };
  });

const missing = { kind: 'unreadable', failure: { error: 'DBInstanceNotFoundFault', message: '' } } as const;
const silent = { kind: 'unreadable', failure: { error: 'ETIMEDOUT', message: '' } } as const;

const serverOf = ({ server }: Replica, isPromoted: boolean, now: string): PromoteReplicaFacts['server'] => {
  if (server === undefined) return silent;
  const behind = new Date(Date.parse(now) - (server.secondsBehind ?? 0) * 1000).toISOString();
  const lastReplayedAt = server.secondsBehind === undefined ? server.replayedAt : behind;
  const transactionId = isPromoted ? '742' : undefined;
  return {
    kind: 'known',
    value: { isInRecovery: !isPromoted, lastReplayedAt, isReadOnlyForAll: false, transactionId },
  };
};

/** What the step sees that would promote the replica. A promotion is through as soon as it was called. */
export const observeReplica = ({ replica, promotions }: Scene, now: string): PromoteReplicaFacts => {
  const { status, sourceRegion, metric } = replica;
  const lag = { kind: 'known', value: metric } as const;
  if (status === 'missing') return { instance: missing, server: silent, lag };
  const isPromoted = promotions > 0;
  const source = isPromoted || sourceRegion === undefined ? undefined : { id: 'orders-prod', region: sourceRegion };
  const endpoint = { host: 'orders-replica.example', port: 5432 };
  const value = { status, source, replication: 'replicating', endpoint, securityGroups: [], isMultiAz: true };
  return { instance: { kind: 'known', value }, server: serverOf(replica, isPromoted, now), lag };
};
