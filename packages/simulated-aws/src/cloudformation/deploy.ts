import { notSimulated } from '../call.ts';
import { defined } from '../defined.ts';
import { handlers } from './handlers.ts';
import { isConditionTrue, resolve } from './intrinsics.ts';
import { deploymentOrder } from './order.ts';
import { requireQuotas, requireSize, requireStackName } from './quotas.ts';
import { pseudoParameters, type Scope, type StackResource } from './scope.ts';
import type { StackContext } from './services.ts';
import { parseTemplate, type Template } from './template.ts';

/**
 * AWS CloudFormation, as far as one new stack needs it: the packaged template, function by function and resource by
 * resource in the order of their dependencies. Modelled from docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/
 * (template-reference.html, intrinsic-function-reference.html). Not modelled: changes and deletion of a stack, roll-back,
 * imports from other stacks, the time that a deployment takes. A type or a property that is not known is refused by name.
 */
export type StackOptions = StackContext &
  Readonly<{
    parameters?: Readonly<Record<string, string>>;
    /** The template comes in the request, which takes less of it than S3 does. */
    isInline?: boolean;
  }>;

/** An output as CloudFormation shows it. */
type StackOutput = Readonly<{ key: string; value: string; description?: string; exportName?: string }>;

export type Stack = Readonly<{
  stackId: string;
  /** As it was given to be deployed. */
  source: unknown;
  description: string | undefined;
  parameters: Readonly<Record<string, string>>;
  shownOutputs: readonly StackOutput[];
  outputs: Readonly<Record<string, string>>;
  resources: ReadonlyMap<string, StackResource>;
}>;

/** Creates all resources of the template. Throws at the first that cannot be created. */
export async function deploy(source: unknown, options: StackOptions): Promise<Stack> {
  requireStackName(options.stackName);
  requireSize(source, options.isInline === true);
  const template = parseTemplate(source);
  requireQuotas(template);
  refuseUnknownTypes(template);
  const resources = new Map<string, StackResource>();
  const { account, region, stackName } = options;
  const stackId = stackIdOf(options);
  const parameters = parametersOf(template, options.parameters ?? {});
  const pseudo = pseudoParameters({ account, region, stackName, stackId });
  const scope = scopeOf(template, { ...pseudo, ...parameterValues(template, parameters) }, resources);
  for (const logicalId of deploymentOrder(template)) {
    const resource = template.Resources[logicalId];
    if (resource === undefined || !isWanted(scope, resource.Condition)) continue;
    const { Type: type, Properties } = resource;
    const create = handlerOf(logicalId, type);
    const created = await create({ logicalId, type, properties: resolve(Properties, scope), context: options });
    resources.set(logicalId, { type, ...created });
  }
  const shownOutputs = outputsOf(template, scope);
  const outputs = Object.fromEntries(shownOutputs.map(({ key, value }) => [key, value]));
  const { Description: description } = template;
  return { stackId, source, description, parameters, shownOutputs, outputs, resources };
}

/** Before anything is created: a template that cannot be deployed whole is not begun. */
function refuseUnknownTypes({ Resources }: Template): void {
  for (const [logicalId, { Type }] of Object.entries(Resources)) handlerOf(logicalId, Type);
}

function handlerOf(logicalId: string, type: string) {
  const handler = handlers[type];
  if (handler === undefined) throw notSimulated(`${type} (${logicalId})`);
  return handler;
}

const stackIdOf = ({ account, region, stackName, random }: StackOptions): string =>
  `arn:aws:cloudformation:${region}:${account}:stack/${stackName}/${random.uuid()}`;

function parametersOf({ Parameters }: Template, given: Readonly<Record<string, string>>): Record<string, string> {
  const values = Object.entries(Parameters).map(([name, { Default }]) => {
    const value = given[name] ?? Default;
    if (value === undefined) throw new Error(`Parameters: [${name}] must have values`);
    return [name, String(value)] as const;
  });
  return Object.fromEntries(values);
}

const scopeOf = (
  template: Template,
  values: Readonly<Record<string, unknown>>,
  resources: ReadonlyMap<string, StackResource>,
): Scope => ({ values, conditions: template.Conditions, resources });

const parameterValues = ({ Parameters }: Template, parameters: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, text]) => [
      name,
      Parameters[name]?.Type === 'CommaDelimitedList' ? text.split(',') : text,
    ]),
  );

const isWanted = (scope: Scope, condition: string | undefined) =>
  condition === undefined || isConditionTrue(condition, scope);

const outputsOf = ({ Outputs }: Template, scope: Scope): StackOutput[] =>
  Object.entries(Outputs)
    .filter(([, { Condition }]) => isWanted(scope, Condition))
    .map(([key, { Value, Description, Export }]) => ({
      key,
      value: String(resolve(Value, scope)),
      ...defined({ description: Description }),
      ...(Export === undefined ? {} : { exportName: String(resolve(Export.Name, scope)) }),
    }));
