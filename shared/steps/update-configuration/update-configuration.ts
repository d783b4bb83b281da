import { createHash } from 'node:crypto';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { ClientsOf } from '../../aws/clients.ts';
import { type DatabaseFacts, describeDatabase } from '../../aws/rds.ts';
import { read } from '../../aws/read.ts';
import type { Finding } from '../../contracts/finding.ts';
import type { UpdateConfigurationSpec } from '../../contracts/specs/update-configuration.ts';
import type { Decision } from '../../domain/decision.ts';
import { judgeCallError } from '../../domain/judge-call-error.ts';
import { judgeUnreadable } from '../../domain/judge-unreadable.ts';
import { knownOf, type Reading } from '../../domain/reading.ts';
import { type DatabaseName, mistakenDatabase } from '../../domain/recovery/identity.ts';
import { secondsSinceAct } from '../../executor/acts.ts';
import { blocker, info, unreadable } from '../../executor/findings.ts';
import type { Step, StepRun } from '../../executor/step.ts';
import {
  type ParameterCommand,
  readTarget,
  type SecretCommand,
  sendParameter,
  sendSecret,
  type TargetDependencies,
  type TargetFacts,
} from './target.ts';

/** A write that was accepted may take a moment to be read everywhere. */
const writeLagSeconds = 10;

export type UpdateConfigurationFacts = Readonly<{
  instance: Reading<DatabaseFacts>;
  target: Reading<TargetFacts>;
}>;

type ConfigurationCommand = SecretCommand | ParameterCommand;

export type UpdateConfigurationDependencies = TargetDependencies & Readonly<{ rds: ClientsOf<RDSClient> }>;

/**
 * Makes a secret or a parameter name the endpoint of the new primary, and is done when it reads back. Whoever has read it
 * before goes on with what he has; that clients read it again is theirs to see to.
 */
export const updateConfiguration: Step<
  UpdateConfigurationSpec,
  UpdateConfigurationFacts,
  ConfigurationCommand,
  UpdateConfigurationDependencies
> = {
  kind: 'updateConfiguration',
  observe,
  decide,
  assess,
  send: async (command, dependencies) => {
    if (command.service === 'ssm') await sendParameter(command, dependencies);
    else await sendSecret(command, dependencies);
    return {};
  },
};

async function observe(
  spec: UpdateConfigurationSpec,
  run: StepRun,
  dependencies: UpdateConfigurationDependencies,
): Promise<UpdateConfigurationFacts> {
  const region = run.regions[spec.region];
  const [instance, target] = await Promise.all([
    describeDatabase(dependencies.rds, region, spec.value.endpointOf),
    read(() => readTarget(spec.target, region, dependencies)),
  ]);
  return { instance, target };
}

function decide(
  spec: UpdateConfigurationSpec,
  { instance, target }: UpdateConfigurationFacts,
  run: StepRun,
): Decision<ConfigurationCommand> {
  const database = databaseOf(spec, run);
  if (instance.kind === 'unreadable') return judgeUnreadable(database, instance.failure);
  if (target.kind === 'unreadable') return judgeUnreadable(nameOf(spec, run), target.failure);
  const { source, endpoint, resourceId } = instance.value;
  const stranger = mistakenDatabase(run.identity, namedIn(spec), resourceId);
  if (stranger !== undefined) return { refuse: stranger };
  if (source !== undefined) return { wait: 2, because: `${database} is a replica of ${source.id}: it takes no writes` };
  if (endpoint === undefined) return { wait: 2, because: `${database} has no endpoint yet` };
  const { value, obstacle } = target.value;
  if (obstacle !== undefined) return { refuse: `${nameOf(spec, run)}: ${obstacle}` };
  const { host } = endpoint;
  const place = 'secret' in spec.target ? { secret: spec.target.secret, key: spec.target.key } : { ...spec.target };
  if (value === host) return { done: { ...place, value: host } };
  const replica = replicaIn(spec, target.value, run);
  if (replica !== undefined) return { refuse: replica };
  const act = commandOf(spec, host, run);
  const isAccepted = run.acts.at(-1)?.result === 'accepted';
  if (isAccepted && secondsSinceAct(run, act.operation) < writeLagSeconds)
    return { wait: 2, because: `${nameOf(spec, run)} does not show the new value yet` };
  return { act, because: `${nameOf(spec, run)} does not name ${host}` };
}

/** Why nobody can write there, and what a person does about it. Undefined: it is no replica. */
function replicaIn(spec: UpdateConfigurationSpec, { replicaOf }: TargetFacts, run: StepRun): string | undefined {
  if (replicaOf === undefined || !('secret' in spec.target)) return undefined;
  const command = `aws secretsmanager stop-replication-to-replica --region ${run.regions[spec.region]} --secret-id ${spec.target.secret}`;
  return `${nameOf(spec, run)} is a replica of the one in ${replicaOf}, and AWS lets nobody change a replica: make it a secret of its own (${command})`;
}

function databaseOf({ region, value }: UpdateConfigurationSpec, run: StepRun): string {
  return `instance ${value.endpointOf} in ${run.regions[region]}`;
}

function nameOf({ target, region }: UpdateConfigurationSpec, run: StepRun): string {
  return 'secret' in target
    ? `secret ${target.secret} in ${run.regions[region]}`
    : `parameter ${target.parameter} in ${run.regions[region]}`;
}

function namedIn({ region, value }: UpdateConfigurationSpec): DatabaseName {
  return { instance: value.endpointOf, region };
}

function commandOf({ target, region }: UpdateConfigurationSpec, host: string, run: StepRun): ConfigurationCommand {
  const to = { region: run.regions[region] };
  if ('secret' in target) {
    const input = { SecretId: target.secret, ClientRequestToken: tokenOf(run), key: target.key, value: host };
    return { service: 'secretsmanager', operation: 'PutSecretValue', ...to, input };
  }
  const input = { Name: target.parameter, Value: host, Overwrite: true } as const;
  return { service: 'ssm', operation: 'PutParameter', ...to, input };
}

/** The same for a call that is repeated because nobody knows what became of it; another one after each that was accepted. */
function tokenOf({ runId, stepId, acts }: StepRun): string {
  const accepted = acts.filter(({ result }) => result === 'accepted').length;
  return createHash('sha256').update(`${runId}/${stepId}/${accepted}`).digest('hex');
}

function assess(spec: UpdateConfigurationSpec, facts: UpdateConfigurationFacts, run: StepRun): Finding[] {
  return [...assessDatabase(spec, facts, run), ...assessTarget(spec, facts, run)];
}

function assessTarget(
  spec: UpdateConfigurationSpec,
  { instance, target }: UpdateConfigurationFacts,
  run: StepRun,
): Finding[] {
  if (target.kind === 'unreadable') return [unreadable(nameOf(spec, run), target.failure)];
  const { obstacle, value } = target.value;
  if (obstacle !== undefined) return [blocker(`${nameOf(spec, run)}: ${obstacle}`)];
  // One that names the host already needs no write.
  const host = knownOf(instance)?.endpoint?.host;
  const replica = host !== undefined && value === host ? undefined : replicaIn(spec, target.value, run);
  return replica === undefined ? [] : [blocker(replica)];
}

/** That it takes writes and has an endpoint comes from steps before; that it is there, unless a person makes it first, does not. */
function assessDatabase(
  spec: UpdateConfigurationSpec,
  { instance }: UpdateConfigurationFacts,
  run: StepRun,
): Finding[] {
  const name = databaseOf(spec, run);
  if (instance.kind === 'unreadable')
    return run.mayBeMade && judgeCallError(instance.failure) === 'missing'
      ? [info(`there is no ${name} yet: a person may make it in a stage before`)]
      : [unreadable(name, instance.failure)];
  const stranger = mistakenDatabase(run.identity, namedIn(spec), instance.value.resourceId);
  return stranger === undefined ? [] : [blocker(stranger)];
}
