import { Plan } from '../../../shared/contracts/plan.ts';
import { fieldsOf, type PartOfSchema, schemaAt } from './schema-at.ts';

const words: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
};

type Path = readonly PropertyKey[];

/** What has to stand at a path: by the rule that it has to fulfil, or by its type. */
export function whatItIs(path: Path, data: unknown): string {
  const schema = schemaAt(path, data);
  if (schema === undefined) return 'something else';
  return (schema.type === 'string' && !Array.isArray(schema.enum) ? rule(path, data) : undefined) ?? ofType(schema);
}

/** What the field's own rule says of a text that it cannot take: the rule has an example in it. */
function rule(path: Path, data: unknown): string | undefined {
  const { error } = Plan.safeParse(withValue(data, path, ''));
  return saidOf(error?.issues ?? [], path).find((message) => !/^(Invalid|Too|Unrecognized)/.test(message));
}

/** The data with another value at a path. */
function withValue(data: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(data)) return data.map((each, index) => (index === key ? withValue(each, rest, value) : each));
  const fields = typeof data === 'object' && data !== null ? Object.entries(data) : [];
  const changed = withValue(Object.fromEntries(fields)[String(key)], rest, value);
  return { ...Object.fromEntries(fields), [String(key)]: changed };
}

type Nested = Readonly<{
  path: PropertyKey[];
  message: string;
  code?: string;
  errors?: readonly (readonly Nested[])[];
}>;

const saidOf = (issues: readonly Nested[], path: Path): string[] =>
  issues.flatMap((issue) => {
    const rest = path.slice(issue.path.length);
    const isOnWay = issue.path.every((key, index) => key === path[index]);
    if (!isOnWay) return [];
    if (issue.errors !== undefined) return issue.errors.flatMap((branch) => saidOf(branch, rest));
    return rest.length === 0 && issue.code !== 'invalid_type' ? [issue.message] : [];
  });

function ofType(schema: PartOfSchema): string {
  if (Array.isArray(schema.enum))
    return schema.enum.length === 1 ? String(schema.enum[0]) : `one of ${schema.enum.join(', ')}`;
  if (schema.const !== undefined) return String(schema.const);
  const fields = fieldsOf(schema);
  if (fields.length > 0) return `a mapping with ${fields.join(', ')}`;
  const [example] = Array.isArray(schema.examples) ? schema.examples : [];
  const word = words[String(schema.type)] ?? 'a mapping';
  return typeof example === 'string' || typeof example === 'number' ? `${word} such as ${example}` : word;
}

/** What a field is for, where the schema says it. */
export function whatItIsFor(path: Path, data: unknown): string | undefined {
  const description = schemaAt(path, data)?.description;
  return typeof description === 'string' ? firstSentence(description) : undefined;
}

const firstSentence = (text: string): string => text.split(/(?<=\.)\s/)[0]?.replace(/\.$/, '') ?? text;
