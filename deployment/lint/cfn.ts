import * as z from 'zod';
import { isObject } from '../is-object.ts';
import { checkProperties, resourceSpec } from './cfn-types.ts';

const Template = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({
      Type: z.string(),
      Properties: z.looseObject({}).optional(),
      DependsOn: z.union([z.string().transform((one) => [one]), z.array(z.string())]).optional(),
    }),
  ),
  Parameters: z.looseObject({}).optional(),
  Outputs: z.unknown().optional(),
});

const pseudo = ['AccountId', 'Region', 'Partition', 'StackName', 'StackId', 'URLSuffix', 'NoValue'].map(
  (name) => `AWS::${name}`,
);

/** A compiled template against CloudFormation's own resource specification. */
export function lintTemplate(input: unknown): string[] {
  const template = Template.parse(input);
  return Object.entries(template.Resources).flatMap(([id, { Type, Properties = {}, DependsOn = [] }]) => {
    const spec = resourceSpec(Type);
    if (!spec) return [`${id}: there is no resource type ${Type}`];
    return [
      ...checkProperties(spec.properties, Properties, id),
      ...referencesIn(Properties, id).flatMap((reference) => lintReference(template, reference)),
      ...DependsOn.filter((other) => !(other in template.Resources)).map(
        (other) => `${id}: depends on ${other}, which is not there`,
      ),
    ];
  });
}

type Reference = Readonly<{ at: string; id: string; attribute?: string | undefined }>;

/** Every Ref, GetAtt and Sub below a value. Placeholders of a state machine's definition are not the template's. */
function referencesIn(value: unknown, at: string): Reference[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => referencesIn(item, `${at}[${index}]`));
  if (!isObject(value)) return [];
  if (typeof value.Ref === 'string') return [{ at, id: value.Ref }];
  const getAtt = value['Fn::GetAtt'];
  if (getAtt !== undefined) return [toAttribute(at, Array.isArray(getAtt) ? getAtt.join('.') : String(getAtt))];
  const own = value['Fn::Sub'] === undefined ? [] : inSub(value['Fn::Sub'], at);
  return [...own, ...Object.entries(value).flatMap(([key, inner]) => referencesIn(inner, `${at}.${key}`))];
}

function toAttribute(at: string, path: string): Reference {
  const [id = '', ...attribute] = path.split('.');
  return { at, id, attribute: attribute.length > 0 ? attribute.join('.') : undefined };
}

function inSub(sub: unknown, at: string): Reference[] {
  const [text, variables] = Array.isArray(sub) ? sub : [sub, {}];
  const names = [...String(text).matchAll(/\$\{([^!}]+)\}/g)].map((match) => match[1] ?? '');
  return names.filter((name) => !isObject(variables) || !(name in variables)).map((name) => toAttribute(at, name));
}

type Template = z.output<typeof Template>;

function lintReference(template: Template, { at, id, attribute }: Reference): string[] {
  const resource = template.Resources[id];
  if (resource === undefined)
    return pseudo.includes(id) || id in (template.Parameters ?? {}) ? [] : [`${at}: there is no ${id}`];
  const known = Object.keys(resourceSpec(resource.Type)?.attributes ?? {});
  const isKnown =
    attribute === undefined ||
    known.length === 0 ||
    known.some((name) => name === attribute || attribute.startsWith(`${name}.`));
  // Sub's ${Machine.Name} and GetAtt alike.
  return isKnown ? [] : [`${at}: ${resource.Type} has no attribute ${attribute}`];
}
