import { notSimulated } from '../call.ts';
import { handlers } from './handlers.ts';
import { isConditionTrue, resolve } from './intrinsics.ts';
import { deploymentOrder } from './order.ts';
import { pseudoParameters, type Scope, type StackResource } from './scope.ts';
import type { StackContext } from './services.ts';
import { parseTemplate, type Template } from './template.ts';

/**
 * AWS CloudFormation, as far as one new stack needs it: the packaged template, function by function and resource by
 * resource in the order of their dependencies. Modelled from docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/
 * (template-reference.html, intrinsic-function-reference.html). Not modelled: changes and deletion of a stack, roll-back,
 * exports to other stacks, the time that a deployment takes. A type or a property that is not known is refused by name.
 */
export type StackOptions = StackContext & Readonly<{ parameters?: Readonly<Record<string, string>> }>;

type NotEvaluated = Readonly<{ logicalId: string; type: string }>;

export type Stack = Readonly<{
  outputs: Readonly<Record<string, string>>;
  resources: ReadonlyMap<string, StackResource>;
  /** Resources that the stack holds and the simulation does nothing with. */
  notEvaluated: readonly NotEvaluated[];
}>;

const parameterValues = ({ Parameters }: Template, given: Readonly<Record<string, string>>) => {
  const values = Object.entries(Parameters).map(([name, { Type, Default }]) => {
    const value = given[name] ?? Default;
    if (value === undefined) throw new Error(`Parameters: [${name}] must have values`);
    return [name, Type === 'CommaDelimitedList' ? String(value).split(',') : String(value)] as const;
  });
  return Object.fromEntries(values);
};

const handlerOf = (logicalId: string, type: string) => {
  const handler = handlers[type];
  if (handler === undefined) throw notSimulated(`${type} (${logicalId})`);
  return handler;
};

/** Before anything is created: a template that cannot be deployed whole is not begun. */
const refuseUnknownTypes = ({ Resources }: Template): void => {
  for (const [logicalId, { Type }] of Object.entries(Resources)) handlerOf(logicalId, Type);
};

const scopeOf = (template: Template, options: StackOptions, resources: ReadonlyMap<string, StackResource>): Scope => {
  const { account, region, stackName, random } = options;
  const stackId = `arn:aws:cloudformation:${region}:${account}:stack/${stackName}/${random.uuid()}`;
  const pseudo = pseudoParameters({ account, region, stackName, stackId });
  const values = { ...pseudo, ...parameterValues(template, options.parameters ?? {}) };
  return { values, conditions: template.Conditions, resources };
};

const isWanted = (scope: Scope, condition: string | undefined) =>
  condition === undefined || isConditionTrue(condition, scope);

const outputsOf = ({ Outputs }: Template, scope: Scope) =>
  Object.fromEntries(
    Object.entries(Outputs)
      .filter(([, { Condition }]) => isWanted(scope, Condition))
      .map(([name, { Value }]) => [name, String(resolve(Value, scope))]),
  );

/** Creates all resources of the template. Throws at the first that cannot be created. */
export const deploy = async (source: unknown, options: StackOptions): Promise<Stack> => {
  const template = parseTemplate(source);
  refuseUnknownTypes(template);
  const resources = new Map<string, StackResource>();
  const notEvaluated: NotEvaluated[] = [];
  const scope = scopeOf(template, options, resources);
  for (const logicalId of deploymentOrder(template)) {
    const resource = template.Resources[logicalId];
    if (resource === undefined || !isWanted(scope, resource.Condition)) continue;
    const { Type: type, Properties } = resource;
    const { create, isEvaluated } = handlerOf(logicalId, type);
    const created = await create({ logicalId, type, properties: resolve(Properties, scope), context: options });
    resources.set(logicalId, { type, ...created });
    if (!isEvaluated) notEvaluated.push({ logicalId, type });
  }
  return { outputs: outputsOf(template, scope), resources, notEvaluated };
};
