import type { DatabaseFacts } from '../../aws/rds.ts';
import { defined } from '../../contracts/defined.ts';
import type { Finding } from '../../contracts/finding.ts';
import type { PromoteReplicaSpec } from '../../contracts/specs/promote-replica.ts';
import { type CallError, isFinal } from '../../domain/judge-call-error.ts';
import { listed } from '../../domain/listed.ts';
import { knownOf } from '../../domain/reading.ts';
import { mistakenDatabase, mistakenSource } from '../../domain/recovery/identity.ts';
import { judgeDatabaseStatus } from '../../domain/recovery/judge-database-status.ts';
import { notPromotable } from '../../domain/recovery/judge-engine.ts';
import type { ForkFacts } from '../../domain/recovery/judge-fork.ts';
import type { LagVerdict } from '../../domain/recovery/judge-lag.ts';
import { blocker, doubt, info, unreadable, warning } from '../../executor/findings.ts';
import type { StepRun } from '../../executor/step.ts';
import type { PromoteReplicaFacts } from './dependencies.ts';
import { judgeAlone } from './judge-alone.ts';
import { isAccepted, lagFactsOf, lagOf } from './judge-promotion.ts';
import { assessSources } from './lag-sources.ts';
import { assessBeside } from './not-carried.ts';

/** Whether the promotion would get through now, and what it would leave behind. */
export function assess(spec: PromoteReplicaSpec, facts: PromoteReplicaFacts, run: StepRun): Finding[] {
  const { instance, fork } = facts;
  if (instance.kind === 'unreadable') return [unreadable(`instance ${spec.instance}`, instance.failure)];
  const { source, resourceId } = instance.value;
  const stranger = mistakenDatabase(run.identity, spec, resourceId);
  const unfit = stranger ?? notPromotable(`${spec.instance} in ${run.regions[spec.region]}`, instance.value);
  if (unfit !== undefined) return [blocker(unfit)];
  if (source === undefined) {
    const alone = fork === undefined ? [] : [assessAlone(spec, { ...facts, fork }, run)];
    return [
      ...assessInstance(spec, instance.value),
      ...assessServer(spec, facts),
      ...alone,
      ...assessBeside(spec, facts),
    ];
  }
  const wrongSource = mistakenSource(run.identity, spec, source);
  return [
    ...(wrongSource === undefined ? [] : [blocker(wrongSource)]),
    ...assessInstance(spec, instance.value),
    ...assessServer(spec, facts),
    assessLag(spec, facts, run),
    ...assessSources(facts, run),
    ...assessBeside(spec, facts),
  ];
}

/** Another run has made it a primary, or nobody knows who has: then it is a question of its own. */
function assessAlone(spec: PromoteReplicaSpec, facts: PromoteReplicaFacts & { fork: ForkFacts }, run: StepRun) {
  const resourceId = knownOf(facts.instance)?.resourceId ?? '';
  const alone = judgeAlone(spec, facts, run);
  if (alone.kind === 'promotedBefore')
    return info(
      `${spec.instance} is no replica any more: run ${alone.by.runId} of this plan promoted it at ${alone.by.at}`,
    );
  const { leftAt, otherUntil, text } = alone.fork;
  const fork = {
    resourceId,
    ...defined({ leftAt, otherUntil }),
  };
  return { level: 'fork', text, fork } as const;
}

const assessInstance = ({ instance }: PromoteReplicaSpec, found: DatabaseFacts): Finding[] => [
  ...(judgeDatabaseStatus(found.status) === 'terminal' ? [blocker(`${instance} is ${found.status}`)] : []),
  ...(found.replication === undefined || found.replication === 'replicating'
    ? []
    : [warning(`RDS says of the replication of ${instance}: ${found.replication}`)]),
  ...(found.isMultiAz ? [] : [warning(`${instance} is in one zone only, and a promotion does not add another`)]),
];

function assessServer(spec: PromoteReplicaSpec, { server }: PromoteReplicaFacts): Finding[] {
  if (server.kind === 'unreadable') return [assessSilentServer(spec, server.failure)];
  const { isReadOnlyForAll, readOnlyRoles, isDefaultHidden } = server.value;
  if (isReadOnlyForAll)
    return [warning(`${spec.instance} makes every session read-only (default_transaction_read_only)`)];
  return [
    ...(readOnlyRoles.length > 0
      ? [warning(`sessions of ${listed(readOnlyRoles, 20)} are read-only (default_transaction_read_only of the role)`)]
      : []),
    ...(isDefaultHidden
      ? [
          info(
            `whether the parameter group of ${spec.instance} makes sessions read-only is hidden from a role with a default of its own`,
          ),
        ]
      : []),
  ];
}

/** What refuses the look itself would refuse the proof, too. What gives no answer may be overloaded, or have just begun to start. */
const assessSilentServer = ({ instance }: PromoteReplicaSpec, failure: CallError): Finding =>
  isFinal(failure)
    ? unreadable(`database ${instance} over SQL`, failure)
    : doubt(
        `no connection to ${instance} (${failure.error}): nobody knows whether it would take writes. ` +
          'It is asked again before and after its promotion, and what comes next waits for its proof',
      );

function assessLag(spec: PromoteReplicaSpec, facts: PromoteReplicaFacts, run: StepRun): Finding {
  if (run.lost === undefined) return recoveryPoint(spec, facts, run);
  const lag = lagOf(spec, facts, run);
  if (lag.isWithin) return { ...info(lag.because), ...lossOf(lag) };
  if (!isAccepted(lag, run)) return { level: 'excessLoss', text: lag.because, ...lossOf(lag) };
  return { ...warning(`${lag.because}; the operator accepts the loss`), ...lossOf(lag) };
}

/** Until somebody has said since when service is lost, only what the replica holds can be said. */
function recoveryPoint(spec: PromoteReplicaSpec, facts: PromoteReplicaFacts, run: StepRun): Finding {
  const { maxLagSeconds, lastReplayedAt, datapoints } = lagFactsOf(spec, facts, run);
  const point =
    lastReplayedAt === undefined
      ? { maxLagSeconds, datapoints: [...datapoints] }
      : { maxLagSeconds, lastReplayedAt, datapoints: [] };
  return { level: 'recoveryPoint', text: `what ${spec.instance} holds`, point };
}

/** A whole second more rather than less: the answer to a question is held to this number. */
const lossOf = ({ dataLossSeconds }: LagVerdict): { lossSeconds?: number } =>
  dataLossSeconds === undefined ? {} : { lossSeconds: Math.ceil(dataLossSeconds) };
