import { ModifyDBInstanceCommand, RebootDBInstanceCommand } from '@aws-sdk/client-rds';
import type { DatabaseFacts } from '../../aws/rds.ts';
import type { Finding } from '../../contracts/finding.ts';
import type { FenceDatabaseSpec } from '../../contracts/specs/fence-database.ts';
import type { Decision } from '../../domain/decision.ts';
import { type CallError, isSilence, judgeCallError } from '../../domain/judge-call-error.ts';
import { judgeUnreadable } from '../../domain/judge-unreadable.ts';
import { mistakenDatabase } from '../../domain/recovery/identity.ts';
import { judgeDatabaseStatus } from '../../domain/recovery/judge-database-status.ts';
import { mayHaveActed, secondsSinceAct, wasAccepted } from '../../executor/acts.ts';
import { blocker, doubt, findingsOf, unreadable, warning } from '../../executor/findings.ts';
import type { Step, StepRun } from '../../executor/step.ts';
import type { FenceCommand } from './commands.ts';
import { conclude } from './conclude.ts';
import { judgeSilence } from './judge-silence.ts';
import { type FenceDatabaseDependencies, type FenceDatabaseFacts, isClosed, observe } from './observe.ts';

/** A status that RDS has not brought up to date yet says nothing before that. */
const statusLagSeconds = 60;
const restarting = 'RDS: rebooting as asked, which ends the connections that were open';

type Situation = Readonly<{
  spec: FenceDatabaseSpec;
  facts: FenceDatabaseFacts;
  run: StepRun;
  instance: DatabaseFacts;
}>;

const nameOf = ({ instance, region }: FenceDatabaseSpec, run: StepRun): string =>
  `${instance} in ${run.regions[region]}`;

const close = ({ spec, run, instance }: Situation): Decision<FenceCommand> => ({
  act: {
    service: 'rds',
    operation: 'ModifyDBInstance',
    region: run.regions[spec.region],
    input: {
      DBInstanceIdentifier: spec.instance,
      VpcSecurityGroupIds: [spec.closedSecurityGroup],
      ApplyImmediately: true,
    },
  },
  because: `nobody but ${spec.closedSecurityGroup} may reach ${nameOf(spec, run)}, and that group lets nobody in`,
  evidence: { securityGroupsBefore: instance.securityGroups.map(({ id }) => id) },
});

const judgeOpen = (situation: Situation): Decision<FenceCommand> => {
  const { spec, run, instance } = situation;
  const { closedSecurityGroup } = spec;
  const isComing = instance.securityGroups.some(({ id }) => id === closedSecurityGroup);
  if (isComing && instance.securityGroups.some(({ status }) => status !== 'active'))
    return { wait: 2, because: 'RDS: security groups are being changed' };
  if (secondsSinceAct(run, 'ModifyDBInstance') < statusLagSeconds)
    return { wait: 2, because: 'the change of security groups does not show yet' };
  if (instance.status !== 'available') return { wait: 2, because: `RDS: ${instance.status}` };
  return close(situation);
};

const restart = ({ spec, run }: Situation): Decision<FenceCommand> => ({
  act: {
    service: 'rds',
    operation: 'RebootDBInstance',
    region: run.regions[spec.region],
    input: { DBInstanceIdentifier: spec.instance },
  },
  because: 'security groups leave open connections alone; a restart ends them',
});

/** Seen, or said yes to so long ago that RDS would show it if it were still to come. */
const isRestarted = (run: StepRun): boolean =>
  run.waits?.includes(restarting) ||
  (wasAccepted(run, 'RebootDBInstance') && secondsSinceAct(run, 'RebootDBInstance') >= statusLagSeconds);

/** The groups are closed. What was connected before still is, until the server has restarted. */
const judgeClosed = (situation: Situation): Decision<FenceCommand> => {
  const { spec, facts, run, instance } = situation;
  const { status } = instance;
  if (facts.door === 'open') return { wait: 2, because: 'the database still takes new connections' };
  if (status === 'rebooting' && mayHaveActed(run, 'RebootDBInstance')) return { wait: 2, because: restarting };
  if (judgeDatabaseStatus(status) !== 'usable') return { wait: 2, because: `RDS: ${status}` };
  if (isRestarted(run)) {
    const evidence = { status, securityGroup: spec.closedSecurityGroup, newConnections: facts.door };
    return { done: { fenced: true, instance: spec.instance, ...evidence } };
  }
  if (secondsSinceAct(run, 'RebootDBInstance') < statusLagSeconds)
    return { wait: 2, because: 'the restart does not show yet' };
  return status === 'available' ? restart(situation) : { wait: 2, because: `RDS: ${status}` };
};

const decide = (spec: FenceDatabaseSpec, facts: FenceDatabaseFacts, run: StepRun): Decision<FenceCommand> => {
  const { instance } = facts;
  if (instance.kind === 'unreadable') {
    const { failure } = instance;
    if (isSilence(failure)) return judgeSilence(spec, { facts, failure }, run);
    return judgeUnreadable(`instance ${nameOf(spec, run)}`, failure);
  }
  const { source, status, resourceId } = instance.value;
  const stranger = mistakenDatabase(run.identity, spec, resourceId);
  if (stranger !== undefined) return { refuse: stranger };
  if (source !== undefined)
    return {
      refuse: `${nameOf(spec, run)} is a replica of ${source.id} and takes no writes: it is not what has to be fenced`,
    };
  if (status === 'stopped') return { done: { fenced: true, instance: spec.instance, status } };
  if (judgeDatabaseStatus(status) === 'terminal') return { fail: `${nameOf(spec, run)} is ${status}` };
  const situation: Situation = { spec, facts, run, instance: instance.value };
  return isClosed(spec, instance.value) ? judgeClosed(situation) : judgeOpen(situation);
};

/**
 * An old primary that is gone or broken is what a failover is for, so that whether to go on without a fence is a person's to
 * say; another database in its place is not.
 */
const assessUnreadable = (spec: FenceDatabaseSpec, failure: CallError, run: StepRun): Finding => {
  const name = nameOf(spec, run);
  const kind = judgeCallError(failure);
  if (kind === 'missing') return doubt(`there is no instance ${name}: the fence would stop there and ask`);
  if (kind === 'denied' || kind === 'invalid') return unreadable(`instance ${name}`, failure);
  const text = `${name} cannot be reached (${failure.error}): when it comes back it may take writes beside the new primary (split brain)`;
  if (spec.ifUnreachable === 'refuse') return blocker(text);
  return isSilence(failure) ? { ...warning(text), silentSince: run.now } : warning(text);
};

const assess = (spec: FenceDatabaseSpec, facts: FenceDatabaseFacts, run: StepRun): Finding[] => {
  const { instance } = facts;
  if (instance.kind === 'unreadable') return [assessUnreadable(spec, instance.failure, run)];
  const decision = decide(spec, facts, run);
  return 'fail' in decision ? [doubt(`${decision.fail}: the fence would stop there and ask`)] : findingsOf(decision);
};

/**
 * Makes the old primary take no writes. RDS does not stop an instance that has a replica, so its network is closed and its
 * open connections are ended by a restart, a clean one that brings the replica what was acknowledged:
 * docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html. The way of the replication is RDS's
 * own and stays open. A second restart of a fenced database harms nobody, so a run makes its own.
 */
export const fenceDatabase: Step<FenceDatabaseSpec, FenceDatabaseFacts, FenceCommand, FenceDatabaseDependencies> = {
  kind: 'fenceDatabase',
  observe,
  decide,
  assess,
  conclude,
  send: async (command, { rds }) => {
    const { actor } = rds(command.region);
    if (command.operation === 'ModifyDBInstance') await actor.send(new ModifyDBInstanceCommand(command.input));
    else await actor.send(new RebootDBInstanceCommand(command.input));
    return {};
  },
};
