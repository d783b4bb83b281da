import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { PropertyType, Resource } from '@aws-cdk/service-spec-types';

const specification = loadAwsServiceSpecSync();

type Definitions = Readonly<Record<string, { type: PropertyType; required?: boolean }>>;

const tag: Definitions = {
  Key: { type: { type: 'string' }, required: true },
  Value: { type: { type: 'string' }, required: true },
};

export const resourceSpec = (type: string): Resource | undefined =>
  specification.lookup('resource', 'cloudFormationType', 'equals', type)[0];

/** Unknown and missing properties, wrong types, values outside an enumeration; nested ones as well. */
export function checkProperties(definitions: Definitions, value: unknown, at: string): string[] {
  if (!isObject(value)) return expected(at, 'an object', value);
  const given = Object.entries(value).flatMap(([name, item]) => {
    const definition = definitions[name];
    return definition ? checkType(definition.type, item, `${at}.${name}`) : [`${at}: no such property as ${name}`];
  });
  const missing = Object.entries(definitions)
    .filter(([name, definition]) => definition.required && !(name in value))
    .map(([name]) => `${at}: ${name} is required`);
  return [...given, ...missing];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const expected = (at: string, what: string, value: unknown) => [
  `${at}: expected ${what}, got ${JSON.stringify(value)}`,
];

function checkType(type: PropertyType, value: unknown, at: string): string[] {
  if (isIntrinsic(value)) return [];
  switch (type.type) {
    case 'string':
      return checkText(type.allowedValues, value, at);
    case 'number':
    case 'integer':
      return isNumber(value) ? [] : expected(at, 'a number', value);
    case 'boolean':
      return ['true', 'false'].includes(String(value)) ? [] : expected(at, 'true or false', value);
    case 'array':
      return checkList(type.element, value, at);
    case 'map':
      return checkMap(type.element, value, at);
    case 'ref':
      return checkProperties(specification.get('typeDefinition', type.reference.$ref).properties, value, at);
    case 'tag':
      return checkProperties(tag, value, at);
    case 'union':
      return checkUnion(type.types, value, at);
    default:
      return [];
  }
}

/** `{ Ref: … }`, `{ Fn::Sub: … }`: a value that only the deployment knows. */
const isIntrinsic = (value: unknown): boolean =>
  isObject(value) && Object.keys(value).length === 1 && /^(Ref|Condition|Fn::\w+)$/.test(Object.keys(value)[0] ?? '');

function checkText(allowed: readonly string[] | undefined, value: unknown, at: string): string[] {
  if (typeof value === 'object' || value === undefined) return expected(at, 'text', value);
  return allowed && !allowed.includes(String(value)) ? expected(at, `one of ${allowed.join(', ')}`, value) : [];
}

const isNumber = (value: unknown) =>
  typeof value !== 'boolean' && typeof value !== 'object' && Number.isFinite(Number(value));

const checkList = (element: PropertyType, value: unknown, at: string): string[] =>
  Array.isArray(value)
    ? value.flatMap((item, index) => checkType(element, item, `${at}[${index}]`))
    : expected(at, 'a list', value);

const checkMap = (element: PropertyType, value: unknown, at: string): string[] =>
  isObject(value)
    ? Object.entries(value).flatMap(([key, item]) => checkType(element, item, `${at}.${key}`))
    : expected(at, 'a map', value);

function checkUnion(types: readonly PropertyType[], value: unknown, at: string): string[] {
  const complaints = types.map((type) => checkType(type, value, at));
  return complaints.some((one) => one.length === 0) ? [] : (complaints[0] ?? []);
}
