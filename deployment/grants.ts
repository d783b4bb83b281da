import { defined } from '../shared/contracts/defined.ts';
import type { DeployedPlan } from '../shared/contracts/plan.ts';
import { probeMetric } from '../shared/domain/detection/probe-metric.ts';
import { sweptMachines } from '../shared/domain/swept-machines.ts';
import { arn, named, regionIn, uniqueArns } from './arn.ts';
import { copyAskers } from './copy-askers.ts';
import type { Permission, Target } from './function-file.ts';
import { muteRules, plannedArns, watchedHealthChecks } from './planned-arns.ts';
import { recordSetGrants } from './record-sets.ts';
import { keysIn, verificationArns, verificationConditions } from './verification-arns.ts';

const conditions: Readonly<Partial<Record<Extract<Target, string>, object>>> = {
  ownMetrics: { StringEquals: { 'cloudwatch:namespace': probeMetric.namespace } },
  ...verificationConditions,
};

/** Messages of the topic are kept under its key, which SNS uses in the name of who publishes. */
const keyOfTopic = {
  Effect: 'Allow',
  Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
  Resource: [{ 'Fn::GetAtt': ['NoticesKey', 'Arn'] }],
  Condition: { StringLike: { 'kms:ViaService': 'sns.*' } },
};

/** Who may touch a secret may have it opened, or closed, under whatever key it is kept. */
const rightsOfSecrets: Readonly<Record<string, string>> = {
  'secretsmanager:GetSecretValue': 'kms:Decrypt',
  'secretsmanager:PutSecretValue': 'kms:GenerateDataKey',
};

/**
 * A plan names secrets and not their keys, which may be the customer's, and may be another account's. What a role may do with keys is
 * bound to the service that it does it through, which looks itself whether the role may have the secret:
 * docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html. RDS keeps its secrets under the key of Secrets Manager.
 */
export function keysOfSecrets(permissions: readonly Permission[], grounds: Grounds): object[] {
  return Object.entries(rightsOfSecrets).flatMap(([needs, Action]) => {
    const named = permissions.filter(({ actions, on }) => actions.includes(needs) && namesSecrets(on));
    const arns = named.flatMap(({ on }) =>
      typeof on === 'string' ? verificationArns(grounds.plans).manifestSecrets : plannedArns(grounds.plans, on),
    );
    const regions = [...new Set(arns.map(regionIn))].sort();
    if (regions.length === 0) return [];
    const services = regions.map((region) => `secretsmanager.${region}.amazonaws.com`);
    const Condition = { StringEquals: { 'kms:ViaService': services } };
    return [{ Effect: 'Allow', Action: [Action], Resource: regions.map(keysIn), Condition }];
  });
}

const namesSecrets = (on: Target): boolean =>
  typeof on === 'string' ? on === 'manifestSecrets' : ['secret', 'sourceSecret'].includes(on.planned);

export const hereArn = (service: string, resource: string) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`,
});

/** What the permissions of a stack are made from. */
export type Grounds = Readonly<{ plans: readonly DeployedPlan[]; service: Readonly<{ name: string; stage: string }> }>;

/** What a permission comes to: nothing where the plans name nothing. */
export function statementsFor(permission: Permission, grounds: Grounds): object[] {
  const { actions: Action, on } = permission;
  if (on === 'switchedRecords')
    return recordSetGrants(grounds.plans).map((grant) => ({ Effect: 'Allow', Action, ...grant }));
  const Resource = typeof on === 'string' ? own(grounds)[on] : plannedArns(grounds.plans, on);
  if (Resource.length === 0) return [];
  const statement = { Effect: 'Allow', Action, Resource, ...conditionOf(permission) };
  return on === 'topic' ? [statement, keyOfTopic] : [statement];
}

/** Records of Route 53 have statements of their own. */
type Listed = Exclude<Extract<Target, string>, 'switchedRecords'>;

/** What this stack has of its own, and what its plans name. Executions by name, not by reference: the machine depends on the functions. */
const own = ({ service: { name, stage }, plans }: Grounds): Record<Listed, readonly unknown[]> => ({
  ledgerTable: [{ 'Fn::GetAtt': ['LedgerTable', 'Arn'] }],
  controlTable: [{ 'Fn::GetAtt': ['ControlTable', 'Arn'] }],
  topic: [{ Ref: 'Notices' }],
  recordsBucket: [{ 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Records', 'Arn'] }, '/*']] }],
  recoverExecutions: [hereArn('states', `execution:${name}-${stage}-recover:*`)],
  detectExecutions: [hereArn('states', `execution:${name}-${stage}-detect:*`)],
  stepExecutions: [hereArn('states', `execution:${name}-${stage}-run-step:*`)],
  watchedHealthChecks: watchedHealthChecks(plans),
  muteRules: muteRules(plans),
  debtMachines: ['pay-fence', 'settle-run'].map((machine) =>
    hereArn('states', `stateMachine:${name}-${stage}-${machine}`),
  ),
  sweptMachines: sweptMachines.map(({ machine }) => hereArn('states', `stateMachine:${name}-${stage}-${machine}`)),
  settleMachine: [hereArn('states', `stateMachine:${name}-${stage}-settle-run`)],
  heldExecutions: ['recover', 'verify-restores'].map((machine) =>
    hereArn('states', `execution:${name}-${stage}-${machine}:*`),
  ),
  payExecutions: [hereArn('states', `execution:${name}-${stage}-pay-fence:*`)],
  settleExecutions: [hereArn('states', `execution:${name}-${stage}-settle-run:*`)],
  verifyExecutions: [hereArn('states', `execution:${name}-${stage}-verify-restores:*`)],
  ...verificationArns(plans),
  copyAskers: uniqueArns(
    copyAskers(plans, { name, stage }).map(({ region, name: asker }) =>
      arn('lambda', region, named`function:${asker}`),
    ),
  ),
  ownMetrics: ['*'],
  any: ['*'],
});

function conditionOf({ on, keys }: Permission) {
  const condition = keys === undefined ? (typeof on === 'string' ? conditions[on] : undefined) : ofItems(keys);
  return defined({ Condition: condition });
}

/**
 * Items by the beginning of their key: docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html. A
 * condition for all values holds as well where there are none, so that they are there is a condition of its own.
 */
const ofItems = (keys: readonly string[]) => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys.map((key) => (key.includes('#') ? key : `${key}#*`)) },
  Null: { 'dynamodb:LeadingKeys': 'false' },
});
