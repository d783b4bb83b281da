import { PromoteReadReplicaCommand } from '@aws-sdk/client-rds';
import type { DatabaseFacts } from '../../aws/rds.ts';
import type { Evidence } from '../../contracts/command.ts';
import { DbResourceId, type RegionName } from '../../contracts/fields.ts';
import type { PromoteReplicaSpec } from '../../contracts/specs/promote-replica.ts';
import type { Decision } from '../../domain/decision.ts';
import { judgeUnreadable } from '../../domain/judge-unreadable.ts';
import { knownOf } from '../../domain/reading.ts';
import { mistakenDatabase, mistakenSource } from '../../domain/recovery/identity.ts';
import { judgeDatabaseStatus } from '../../domain/recovery/judge-database-status.ts';
import { notPromotable } from '../../domain/recovery/judge-engine.ts';
import { mayHearYet } from '../../domain/recovery/judge-lag.ts';
import { secondsBetween } from '../../domain/time.ts';
import { mayHaveActed, secondsSinceAct, wasAccepted } from '../../executor/acts.ts';
import type { Step, StepRun } from '../../executor/step.ts';
import { assess } from './assess.ts';
import type { PromoteReplicaDependencies, PromoteReplicaFacts } from './dependencies.ts';
import { whyOpen } from './fences.ts';
import { aloneEvidence, judgeAlone } from './judge-alone.ts';
import { isAccepted, lagEvidence, lagFactsOf, lagOf, lossEvidence } from './judge-promotion.ts';
import { besideEvidence } from './not-carried.ts';
import { observe, survey } from './observe.ts';
import { promotion } from './promotions.ts';

const operation = promotion;

/**
 * RDS goes on saying `available` for a minute and longer after it was called; AWS's own sample waits 60 s
 * (aws-samples/aws-cross-region-dr-databases, rds-failover-instance.py). Before that, silence does not mean that nothing arrived.
 */
const statusLagSeconds = 60;

/** A call without an answer, and RDS refusing a second one because of its state: the first one has arrived. */
const busySeconds = 600;

export type PromoteCommand = Readonly<{
  service: 'rds';
  operation: typeof operation;
  region: RegionName;
  input: { DBInstanceIdentifier: string; BackupRetentionPeriod: number };
}>;

/**
 * Makes a cross-Region read replica a primary, for good: docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_PromoteReadReplica.html.
 * A replication that RDS calls broken is no reason against it, since a lost source breaks it; how old the data are is.
 */
export const promoteReplica: Step<PromoteReplicaSpec, PromoteReplicaFacts, PromoteCommand, PromoteReplicaDependencies> =
  {
    kind: 'promoteReplica',
    observe,
    survey,
    decide,
    assess,
    hold: (_spec, { fences = [] }) => fences.map(whyOpen).find((why) => why !== undefined),
    announce: async ({ instance }, run, { promotions }) => {
      const id = DbResourceId.safeParse(knownOf(instance)?.resourceId).data;
      if (id !== undefined) await promotions.keep(id, run);
    },
    send: async ({ region, input }, { rds }) => {
      await rds(region).actor.send(new PromoteReadReplicaCommand(input));
      return {};
    },
  };

type Situation = Readonly<{
  spec: PromoteReplicaSpec;
  facts: PromoteReplicaFacts;
  run: StepRun;
  instance: DatabaseFacts;
}>;

function decide(spec: PromoteReplicaSpec, facts: PromoteReplicaFacts, run: StepRun): Decision<PromoteCommand> {
  const { instance } = facts;
  const name = `${spec.instance} in ${run.regions[spec.region]}`;
  if (instance.kind === 'unreadable') return judgeUnreadable(`instance ${name}`, instance.failure);
  if (judgeDatabaseStatus(instance.value.status) === 'terminal') return { fail: `${name} is ${instance.value.status}` };
  const stranger = mistakenDatabase(run.identity, spec, instance.value.resourceId);
  const unfit = stranger ?? notPromotable(name, instance.value);
  if (unfit !== undefined) return { refuse: unfit };
  const situation: Situation = { spec, facts, run, instance: instance.value };
  return instance.value.source === undefined ? judgePrimary(situation) : judgeReplica(situation);
}

/** No source any more. `available` alone proves nothing: the server itself must take writes, from everybody. */
function judgePrimary(situation: Situation): Decision<PromoteCommand> {
  const { spec, facts, run, instance } = situation;
  const objection = objectionToFork(situation);
  if (objection !== undefined) return { refuse: objection };
  const { server } = facts;
  if (judgeDatabaseStatus(instance.status) !== 'usable') return { wait: 2, because: `RDS: ${instance.status}` };
  if (server.kind === 'unreadable') return judgeUnreadable(`database ${spec.instance} over SQL`, server.failure);
  const { isInRecovery, isReadOnlyForAll, readOnlyRoles, transactionId } = server.value;
  if (isInRecovery && !mayHaveActed(run, operation))
    return { refuse: `${spec.instance} in ${run.regions[spec.region]} is no replica of RDS, and yet in recovery` };
  if (isInRecovery || transactionId === undefined) return { wait: 2, because: 'the database is still in recovery' };
  if (isReadOnlyForAll)
    return { fail: `${spec.instance} makes every session read-only: default_transaction_read_only is on for all` };
  const { status } = instance;
  return {
    done: {
      instance: spec.instance,
      status,
      isReplica: false,
      isInRecovery,
      transactionId,
      ...(readOnlyRoles.length === 0 ? {} : { readOnlyRoles: [...readOnlyRoles] }),
      ...lossOf(situation),
      ...besideEvidence(facts),
    },
  };
}

/** Nobody of this plan has promoted it, and nobody has taken it for the new primary by name. */
function objectionToFork({ spec, facts, run, instance }: Situation): string | undefined {
  if (facts.fork === undefined) return undefined;
  const alone = judgeAlone(spec, { ...facts, fork: facts.fork }, run);
  if (alone.kind === 'promotedBefore' || run.acceptedForks.includes(instance.resourceId)) return undefined;
  return `${alone.fork.text}. Only a yes to the question about just this makes it the new primary`;
}

/** Of what this run promoted; what another one did is counted as it was, or from where it left. */
function lossOf({ spec, facts, run }: Situation): Evidence {
  const { fork } = facts;
  if (fork === undefined) return lossEvidence(facts, run);
  return aloneEvidence(spec, judgeAlone(spec, { ...facts, fork }, run), run);
}

function judgeReplica(situation: Situation): Decision<PromoteCommand> {
  const { spec, facts, run, instance } = situation;
  const { source, status } = instance;
  const wrongSource = source && mistakenSource(run.identity, spec, source);
  if (wrongSource !== undefined) return { refuse: wrongSource };
  if (wasAccepted(run, operation)) return { wait: 2, because: `AWS promotes; RDS still shows the source: ${status}` };
  if (facts.server.kind === 'known' && !facts.server.value.isInRecovery)
    return { wait: 2, because: `the database has left recovery; RDS still shows the source: ${status}` };
  if (isAtWork(run)) return { wait: 2, because: `the promotion was sent, and RDS is busy with it: ${status}` };
  if (secondsSinceAct(run, operation) < statusLagSeconds)
    return { wait: 2, because: `the promotion was sent and no answer came; RDS: ${status}` };
  if (judgeDatabaseStatus(status) !== 'usable' || status === 'backing-up')
    return { wait: 2, because: `RDS: ${status}` };
  return judgeGate(situation);
}

function isAtWork(run: StepRun): boolean {
  const last = run.acts.at(-1);
  const isRefused = last?.result === 'rejected' && last.error === 'InvalidDBInstanceStateFault';
  return isRefused && mayHaveActed(run, operation) && secondsBetween(last.at, run.now) < busySeconds;
}

function judgeGate({ spec, facts, run }: Situation): Decision<PromoteCommand> {
  const lag = lagOf(spec, facts, run);
  if (lag.basis !== 'caughtUpAfterFence' && mayHearYet(lagFactsOf(spec, facts, run)))
    return { wait: 1, because: 'the old primary is fenced: its last word to the replica may still be on its way' };
  if (!lag.isWithin && !isAccepted(lag, run))
    return {
      refuse: `${lag.because}${acceptedSoFar(run)}. To go on all the same, start a run with acceptDataLoss and the name of who accepts it`,
    };
  const act: PromoteCommand = {
    service: 'rds',
    operation,
    region: run.regions[spec.region],
    input: { DBInstanceIdentifier: spec.instance, BackupRetentionPeriod: spec.backupRetentionDays },
  };
  const because = lag.isWithin ? lag.because : `${lag.because}; an operator accepts the loss`;
  return { act, because, evidence: lagEvidence(lag, facts, run) };
}

function acceptedSoFar({ acceptedLoss }: StepRun): string {
  return acceptedLoss.kind === 'upTo' ? `, and what was accepted is ${acceptedLoss.seconds} s` : '';
}
