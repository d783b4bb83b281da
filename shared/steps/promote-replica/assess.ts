import type { DatabaseFacts } from '../../aws/rds.ts';
import type { Finding } from '../../contracts/ledger-entry.ts';
import type { PromoteReplicaSpec } from '../../contracts/specs/promote-replica.ts';
import { judgeDatabaseStatus } from '../../domain/judge-database-status.ts';
import type { LagVerdict } from '../../domain/judge-lag.ts';
import type { StepRun } from '../step.ts';
import { isAccepted, lagOf } from './judge-promotion.ts';
import { assessSources } from './lag-sources.ts';
import type { PromoteReplicaFacts } from './observe.ts';

const info = (text: string) => ({ level: 'info', text }) as const;
const warning = (text: string) => ({ level: 'warning', text }) as const;
const blocker = (text: string): Finding => ({ level: 'blocker', text });

const assessInstance = ({ instance }: PromoteReplicaSpec, found: DatabaseFacts): Finding[] => [
  ...(judgeDatabaseStatus(found.status) === 'terminal' ? [blocker(`${instance} is ${found.status}`)] : []),
  ...(found.replication === undefined || found.replication === 'replicating'
    ? []
    : [warning(`RDS says of the replication of ${instance}: ${found.replication}`)]),
  ...(found.isMultiAz ? [] : [warning(`${instance} is in one zone only, and a promotion does not add another`)]),
];

const assessServer = (spec: PromoteReplicaSpec, { server }: PromoteReplicaFacts): Finding[] => {
  if (server.kind === 'unreadable')
    return [
      blocker(
        `no connection to ${spec.instance} (${server.failure.error}), so nothing could prove that it takes writes`,
      ),
    ];
  const { isReadOnlyForAll } = server.value;
  return isReadOnlyForAll
    ? [warning(`${spec.instance} makes every session read-only (default_transaction_read_only)`)]
    : [];
};

/** A whole second more rather than less: the answer to a question is held to this number. */
const lossOf = ({ dataLossSeconds }: LagVerdict): { lossSeconds?: number } =>
  dataLossSeconds === undefined ? {} : { lossSeconds: Math.ceil(dataLossSeconds) };

const assessLag = (spec: PromoteReplicaSpec, facts: PromoteReplicaFacts, run: StepRun): Finding => {
  const lag = lagOf(spec, facts, run);
  if (lag.isWithin) return { ...info(lag.because), ...lossOf(lag) };
  if (!isAccepted(lag, run)) return { level: 'excessLoss', text: lag.because, ...lossOf(lag) };
  return { ...warning(`${lag.because}; the operator accepts the loss`), ...lossOf(lag) };
};

/** Whether the promotion would get through now, and what it would leave behind. */
export const assess = (spec: PromoteReplicaSpec, facts: PromoteReplicaFacts, run: StepRun): Finding[] => {
  const { instance } = facts;
  if (instance.kind === 'unreadable')
    return [blocker(`RDS does not describe ${spec.instance}: ${instance.failure.error}`)];
  const { source } = instance.value;
  if (source === undefined) return [info(`${spec.instance} is no replica: it has been promoted, or never was one`)];
  return [
    ...assessInstance(spec, instance.value),
    ...assessServer(spec, facts),
    assessLag(spec, facts, run),
    ...assessSources(facts, run),
  ];
};
