import { type Json, type JsonObject, jsonOf, kindOf } from '../json.ts';
import type { Expression } from './expression.ts';
import type { Template } from './template.ts';

/** An expression that gave nothing usable. The visit of the state turns it into States.QueryEvaluationError. */
export class EvaluationProblem extends Error {
  override readonly name = 'EvaluationProblem';
  /** The path of the field within the state, such as Output/result; absent where AWS names none. */
  readonly location: string | undefined;
  constructor(message: string, location?: string) {
    super(message);
    this.location = location;
  }
}

export const expected = {
  array: { name: 'array', is: (value: Json): value is readonly Json[] => Array.isArray(value) },
  collection: {
    name: 'array or object',
    is: (value: Json): value is readonly Json[] | JsonObject => typeof value === 'object' && value !== null,
  },
  boolean: { name: 'boolean', is: (value: Json): value is boolean => typeof value === 'boolean' },
  number: { name: 'number', is: (value: Json): value is number => typeof value === 'number' },
  string: { name: 'string', is: (value: Json): value is string => typeof value === 'string' },
};

export type Bindings = Record<string, unknown>;

export async function evaluate(template: Template, location: string, bindings: Bindings): Promise<Json> {
  switch (template.kind) {
    case 'constant':
      return template.value;
    case 'expression':
      return await evaluateExpression(template.expression, location, bindings);
    case 'list': {
      const items: Json[] = [];
      for (const [index, item] of template.items.entries())
        items.push(await evaluate(item, `${location}[${index}]`, bindings));
      return items;
    }
    case 'object': {
      const members: [string, Json][] = [];
      for (const [key, member] of template.members)
        members.push([key, await evaluate(member, `${location}/${key}`, bindings)]);
      return Object.fromEntries(members);
    }
    default:
      return template satisfies never;
  }
}

async function evaluateExpression(expression: Expression, location: string, bindings: Bindings): Promise<Json> {
  let value: unknown;
  try {
    value = await expression.evaluate(bindings);
  } catch (error) {
    throw problemOf(expression.source, location, `threw an error during evaluation. ${wordsOf(error)}`);
  }
  if (value === undefined) throw problemOf(expression.source, location, 'returned nothing (undefined).');
  const json = jsonOf(value);
  if (json === undefined) throw problemOf(expression.source, location, 'returned an unsupported result type.');
  return json;
}

const problemOf = (source: string, location: string, what: string) =>
  new EvaluationProblem(`The JSONata expression '${source}' specified for the field '${location}' ${what}`, location);

function wordsOf(error: unknown): string {
  const code = property(error, 'code');
  const message = String(property(error, 'message') ?? error);
  return typeof code === 'string' ? `${code}: ${message}` : message;
}

const property = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;

type Expected<T extends Json> = Readonly<{ name: string; is: (value: Json) => value is T }>;

/** The value, when it is of the kind that the field needs. */
export async function evaluateAs<T extends Json>(
  { template, location }: { template: Template; location: string },
  kind: Expected<T>,
  bindings: Bindings,
): Promise<T> {
  const value = await evaluate(template, location, bindings);
  if (kind.is(value)) return value;
  const found = `Expected '${kind.name}', but was '${kindOf(value)}' for value: ${JSON.stringify(value)}`;
  const source = template.kind === 'expression' ? template.expression.source : JSON.stringify(value);
  throw problemOf(source, location, `returned an unexpected result type. ${found}`);
}
