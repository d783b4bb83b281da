import { isObject } from './is-object.ts';
import { eventLimitsPassed } from './limits-of-events.ts';
import { over } from './over.ts';
import { resolved } from './resolved.ts';

/** What AWS does not take, found where it costs a minute and not in the middle of a deployment. */
const limits = {
  /** docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
  resources: 500,
  outputs: 200,
  templateBytes: 1_000_000,
  logicalId: 255,
  /** docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: white space does not count. */
  inlineOfRole: 10_240,
  managedPolicy: 6_144,
  /** docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
  definitionBytes: 1_048_576,
  /** docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
  environmentBytes: 4_096,
  /** docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
  functionName: 64,
  /** docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */
  machineName: 80,
} as const;

type Template = Readonly<{
  Resources?: Readonly<Record<string, unknown>>;
  Outputs?: Readonly<Record<string, unknown>>;
}>;

/** What of a template AWS would refuse by its size, one line each; empty where it takes it all. */
export function limitsPassed(template: Template): string[] {
  const { Resources = {}, Outputs = {} } = template;
  const ids = Object.keys(Resources).filter((id) => id.length > limits.logicalId);
  return [
    ...over(
      [Object.keys(Resources).length, limits.resources],
      'CloudFormation takes MOST resources a stack, and this one has COUNT',
    ),
    ...over(
      [Object.keys(Outputs).length, limits.outputs],
      'CloudFormation takes MOST outputs a stack, and this one has COUNT',
    ),
    ...over(
      [bytesOf(template), limits.templateBytes],
      'CloudFormation takes a template of MOST bytes, and this one has COUNT',
    ),
    ...ids.map(
      (id) =>
        `CloudFormation takes logical ids of ${limits.logicalId} characters, and ${id.slice(0, 40)}… has ${id.length}`,
    ),
    ...Object.entries(Resources).flatMap(([id, resource]) =>
      isObject(resource) ? ofResource(id, { ...resource }) : [],
    ),
    ...eventLimitsPassed(Resources),
  ];
}

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

type Resource = Readonly<Record<string, unknown>>;

function ofResource(id: string, resource: Resource): string[] {
  const properties = propertiesOf(resource);
  switch (resource.Type) {
    case 'AWS::IAM::Role':
      return ofRole(id, properties);
    case 'AWS::IAM::ManagedPolicy':
      return over(
        [lengthOf(properties.PolicyDocument), limits.managedPolicy],
        `IAM takes MOST characters a managed policy, and ${id} has about COUNT`,
      );
    case 'AWS::StepFunctions::StateMachine':
      return [
        ...ofName('Step Functions', properties.StateMachineName, limits.machineName),
        ...over(
          [bytesOf(resolved(properties.DefinitionString ?? properties.Definition ?? '')), limits.definitionBytes],
          `Step Functions takes MOST bytes a definition, and ${id} has about COUNT`,
          'shorten the machine',
        ),
      ];
    case 'AWS::Lambda::Function':
      return [
        ...ofName('Lambda', properties.FunctionName, limits.functionName),
        ...over(
          [bytesOf(resolved(Object(properties.Environment).Variables ?? {})), limits.environmentBytes],
          `Lambda takes MOST bytes of environment, and ${id} has about COUNT`,
          'shorten the values, or keep them in a parameter',
        ),
      ];
    default:
      return [];
  }
}

/** A name that the template gives. Those that CloudFormation makes up it cuts itself. */
const ofName = (who: string, name: unknown, most: number): string[] =>
  typeof name === 'string'
    ? over(
        [name.length, most],
        `${who} takes names of MOST characters, and ${name} has COUNT`,
        'choose a shorter --stage',
      )
    : [];

const propertiesOf = (resource: Resource): Resource =>
  isObject(resource.Properties) ? { ...resource.Properties } : {};

function ofRole(id: string, properties: Resource): string[] {
  const total = documentsOf(properties.Policies).reduce<number>((sum, document) => sum + lengthOf(document), 0);
  return over(
    [total, limits.inlineOfRole],
    `IAM takes MOST characters of inline policies a role, and ${id} has about COUNT`,
  );
}

const documentsOf = (policies: unknown): unknown[] =>
  Array.isArray(policies) ? policies.map((policy) => (isObject(policy) ? Object(policy).PolicyDocument : {})) : [];

const lengthOf = (document: unknown): number => JSON.stringify(resolved(document)).replace(/\s/g, '').length;
