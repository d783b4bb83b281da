import { isObject } from './is-object.ts';

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
} as const;

const split = 'move some of the plans into a checkout of their own and deploy it with another --stage';

/** As long as what CloudFormation puts in: names and ARNs that are made while deploying are taken to be as long as those of this stack are. */
const lengths = {
  account: '123456789012',
  region: 'ap-southeast-1',
  arn: 'x'.repeat(90),
  name: 'x'.repeat(50),
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
  ];
}

/** How much there is beside the most that AWS takes. */
type Amount = readonly [count: number, most: number];

/** One line where it is too much: what takes how much (MOST), how much it is (COUNT), and what to do. */
const over = ([count, most]: Amount, says: string, what = split): string[] =>
  count > most ? [`${says.replace('MOST', figure(most)).replace('COUNT', figure(count))}: ${what}`] : [];

const figure = (count: number): string => count.toLocaleString('en-US');

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
      return over(
        [bytesOf(resolved(properties.DefinitionString ?? properties.Definition ?? '')), limits.definitionBytes],
        `Step Functions takes MOST bytes a definition, and ${id} has about COUNT`,
        'shorten the machine',
      );
    case 'AWS::Lambda::Function':
      return over(
        [bytesOf(resolved(Object(properties.Environment).Variables ?? {})), limits.environmentBytes],
        `Lambda takes MOST bytes of environment, and ${id} has about COUNT`,
        'shorten the values, or keep them in a parameter',
      );
    default:
      return [];
  }
}

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

/** A value with its intrinsic functions replaced by texts of a likely length. */
function resolved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolved);
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  const [[name, given] = ['', undefined]] = entries;
  if (name === 'Fn::Sub') return textOfSub(given);
  if (name === 'Fn::GetAtt') return lengths.arn;
  if (name === 'Ref') return lengths.name;
  if (name === 'Fn::Join' && Array.isArray(given) && Array.isArray(given[1]))
    return given[1].map((part) => String(resolved(part))).join(String(given[0]));
  return Object.fromEntries(entries.map(([key, each]) => [key, resolved(each)]));
}

const textOfSub = (value: unknown): string => substituted(String(Array.isArray(value) ? value[0] : value));

const substituted = (text: string): string =>
  text
    .replace(/\$\{AWS::Partition\}/g, 'aws')
    .replace(/\$\{AWS::AccountId\}/g, lengths.account)
    .replace(/\$\{AWS::Region\}/g, lengths.region)
    .replace(/\$\{[^}]*\.Arn\}/g, lengths.arn)
    .replace(/\$\{[^}]*\}/g, lengths.name);
