import type { DatabaseFacts } from '../../aws/rds.ts';
import type { FenceDatabaseSpec } from '../../contracts/specs/fence-database.ts';
import type { Decision } from '../../domain/decision.ts';
import { isSilence } from '../../domain/judge-call-error.ts';
import { judgeUnreadable } from '../../domain/judge-unreadable.ts';
import { mistakenDatabase } from '../../domain/recovery/identity.ts';
import { judgeDatabaseStatus } from '../../domain/recovery/judge-database-status.ts';
import { memberOfCluster } from '../../domain/recovery/judge-engine.ts';
import { lastAct, mayHaveActed, secondsSinceAct, wasAccepted } from '../../executor/acts.ts';
import type { StepRun } from '../../executor/step.ts';
import type { FenceCommand } from './commands.ts';
import { groupEvidence, whyNoGroup } from './judge-group.ts';
import { judgeProven } from './judge-proven.ts';
import { judgeSilence } from './judge-silence.ts';
import { groupsBefore, judgeStopped, judgeStuck, nameOf } from './judge-stuck.ts';
import { type FenceDatabaseFacts, isClosed } from './observe.ts';

/** A status that RDS has not brought up to date yet says nothing before that. */
const statusLagSeconds = 60;
const restarting = 'RDS: rebooting as asked, which ends the connections that were open';

type Situation = Readonly<{
  spec: FenceDatabaseSpec;
  facts: FenceDatabaseFacts;
  run: StepRun;
  instance: DatabaseFacts;
}>;

/** By what RDS says of the old primary, and by the calls that this step has made. */
export function decide(spec: FenceDatabaseSpec, facts: FenceDatabaseFacts, run: StepRun): Decision<FenceCommand> {
  const { instance } = facts;
  const proven = judgeProven(spec, facts, run);
  if (proven !== undefined) return proven;
  if (instance.kind === 'unreadable') {
    const { failure } = instance;
    if (isSilence(failure)) return judgeSilence(spec, { facts, failure }, run);
    return judgeUnreadable(`instance ${nameOf(spec, run)}`, failure);
  }
  const { source, status, resourceId } = instance.value;
  const stranger = mistakenDatabase(run.identity, spec, resourceId);
  const unfit = stranger ?? memberOfCluster(nameOf(spec, run), instance.value);
  if (unfit !== undefined) return { refuse: unfit };
  if (source !== undefined)
    return {
      refuse: `${nameOf(spec, run)} is a replica of ${source.id} and takes no writes: it is not what has to be fenced`,
    };
  const open = whyNoGroup(spec, facts, run);
  if (open !== undefined) return { refuse: open };
  if (status === 'stopped') return judgeStopped(spec, instance.value, run);
  const situation: Situation = { spec, facts, run, instance: instance.value };
  if (isClosed(spec, instance.value)) return judgeClosed(situation);
  return judgeDatabaseStatus(status) === 'terminal' ? judgeStuck(spec, instance.value, run) : judgeOpen(situation);
}

/** The groups are closed. What was connected before still is, until the server has restarted. */
function judgeClosed(situation: Situation): Decision<FenceCommand> {
  const { spec, facts, run, instance } = situation;
  const { status } = instance;
  if (facts.door === 'open') return { wait: 2, because: 'the database still takes new connections' };
  if (status === 'rebooting' && mayHaveActed(run, 'RebootDBInstance')) return { wait: 2, because: restarting };
  if (!isRestarted(run) && judgeDatabaseStatus(status) === 'terminal') return judgeStuck(spec, instance, run);
  if (judgeDatabaseStatus(status) === 'busy') return { wait: 2, because: `RDS: ${status}` };
  if (isRestarted(run)) {
    const evidence = {
      status,
      securityGroup: spec.closedSecurityGroup,
      newConnections: facts.door,
      ...groupEvidence(facts),
    };
    const { resourceId } = instance;
    return {
      done: { fenced: true, instance: spec.instance, resourceId, ...evidence, ...groupsBefore(spec, instance, run) },
    };
  }
  if (isAfterClosing(run) && secondsSinceAct(run, 'RebootDBInstance') < statusLagSeconds)
    return { wait: 2, because: 'the restart does not show yet' };
  return status === 'available' ? restart(situation) : { wait: 2, because: `RDS: ${status}` };
}

/**
 * Seen, or said yes to so long ago that RDS would show it if it were still to come; and not before the groups were closed last, which lets
 * nobody in but whoever is connected.
 */
const isRestarted = (run: StepRun): boolean =>
  isAfterClosing(run) &&
  (run.waits?.includes(restarting) ||
    (wasAccepted(run, 'RebootDBInstance') && secondsSinceAct(run, 'RebootDBInstance') >= statusLagSeconds));

function isAfterClosing(run: StepRun): boolean {
  const [closed, restarted] = [lastAct(run, 'ModifyDBInstance'), lastAct(run, 'RebootDBInstance')];
  return closed === undefined || (restarted !== undefined && restarted.at >= closed.at);
}

const restart = ({ spec, run }: Situation): Decision<FenceCommand> => ({
  act: {
    service: 'rds',
    operation: 'RebootDBInstance',
    region: run.regions[spec.region],
    input: { DBInstanceIdentifier: spec.instance },
  },
  because: 'security groups leave open connections alone; a restart ends them',
});

function judgeOpen(situation: Situation): Decision<FenceCommand> {
  const { spec, run, instance } = situation;
  const { closedSecurityGroup } = spec;
  const isComing = instance.securityGroups.some(({ id }) => id === closedSecurityGroup);
  if (isComing && instance.securityGroups.some(({ status }) => status !== 'active'))
    return { wait: 2, because: 'RDS: security groups are being changed' };
  if (secondsSinceAct(run, 'ModifyDBInstance') < statusLagSeconds)
    return { wait: 2, because: 'the change of security groups does not show yet' };
  if (instance.status !== 'available') return { wait: 2, because: `RDS: ${instance.status}` };
  return close(situation);
}

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
