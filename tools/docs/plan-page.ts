import { type Field, fieldsOf, formsOf, hasFields, heldBy, markOf, Schema, sharedBy } from './schema.ts';

const head = `# Every field of a plan

Made from the schemas in \`shared/contracts\` by \`npm run docs\`. \`plans/plan.schema.json\` says the same to editors.

- A plan is one file, \`plans/<name>.yml\`. It protects one service.
- Unknown keys are refused. Nothing is converted: \`"2"\` is no number.
- A *duration* is a number with a unit, \`45s\`, \`10m\`, \`4h\` or \`2d\`. The bounds stand beside it, and both are allowed.
- A *side* is \`primary\` or \`standby\`, and stands for the Region of that side.
- *required* has to be given. *none* may be left out.
- \`npm run plans\` checks all plans. It also refuses plans whose fields are right one by one and wrong together.

[first-service.md](first-service.md) writes a plan from nothing. [glossary.md](glossary.md) explains the words.`;

/** docs/plan.md. */
export function planPage(schema: unknown): string {
  const place = { path: '', depth: 1, shown: new Map<string, string>() };
  return `${[head, '## The plan', ...shownWith(fieldsOf(Schema.parse(schema)), place)].join('\n\n')}\n`;
}

/** Where a reader is. `shown`: the fields of an object → the place that shows them, so that each stands once on the page. */
type Place = Readonly<{ path: string; depth: number; shown: Map<string, string> }>;

/** The table of some fields, and a part for each of them that is an object and has not been shown. */
function shownWith(fields: readonly Field[], place: Place): string[] {
  const placed = fields.map((field) => ({
    field,
    elsewhere: hasFields(field.schema) ? shownAt(field, place) : undefined,
  }));
  const rows = placed.map(({ field, elsewhere }) => rowOf(field, elsewhere));
  const below = placed
    .filter(({ field, elsewhere }) => hasFields(field.schema) && elsewhere === undefined)
    .flatMap(({ field }) => {
      const inner = { ...place, path: pathOf(field, place), depth: place.depth + 1 };
      return partsOf(heldBy(field.schema).schema, inner, field.schema.description);
    });
  const head = ['| Field | Type | Default | Meaning | Example |', '|---|---|---|---|---|'];
  return [[...head, ...rows].join('\n'), ...below];
}

/** The path under which the fields of this object stand already, or undefined, and then they belong here. */
function shownAt(field: Field, place: Place): string | undefined {
  const fingerprint = fingerprintOf(heldBy(field.schema).schema);
  const path = place.shown.get(fingerprint);
  if (path === undefined) place.shown.set(fingerprint, pathOf(field, place));
  return path;
}

const fingerprintOf = ({ description: _, default: __, ...fields }: Schema): string => JSON.stringify(fields);

const pathOf = ({ name, schema }: Field, { path }: Place): string =>
  `${path === '' ? '' : `${path}.`}${name}${heldBy(schema).suffix}`;

function rowOf(field: Field, elsewhere: string | undefined): string {
  const { name, schema } = field;
  const example = schema.examples?.map(code).join(', ') ?? '';
  const cells = [code(name), typeOf(field, elsewhere), defaultOf(field), schema.description ?? '', example];
  return `| ${cells.map(cell).join(' | ')} |`;
}

const code = (value: unknown): string => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;

function typeOf({ schema }: Field, elsewhere: string | undefined): string {
  const { schema: held, suffix } = heldBy(schema);
  const as = elsewhere === undefined ? 'object' : `object as \`${titleOf(elsewhere)}\``;
  const inner = hasFields(held) ? as : plainType(held);
  if (suffix === '[]') return `list of ${inner}${schema.maxItems === undefined ? '' : `, at most ${schema.maxItems}`}`;
  return suffix === '' ? inner : `map of name to ${inner}`;
}

/** The last two names of a path: with all of them most headings would begin alike. */
const titleOf = (path: string): string => path.split('.').slice(-2).join('.').replace('<name>.', '');

function plainType(schema: Schema): string {
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(code).join(', ');
  if (schema.unit?.startsWith('duration') === true) return schema.unit;
  return `${schema.type ?? 'any'}${boundsOf(schema)}${schema.unit === undefined ? '' : ` (${schema.unit})`}`;
}

function boundsOf({ minimum, maximum }: Schema): string {
  const isBounded = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
  if (minimum !== undefined && isBounded) return `, ${minimum} to ${maximum}`;
  return minimum !== undefined && minimum > -Number.MAX_SAFE_INTEGER ? `, ${minimum} or more` : '';
}

function defaultOf({ schema, isRequired }: Field): string {
  if (schema.default !== undefined) return code(schema.default);
  return isRequired ? 'required' : 'none';
}

/** In a cell of a table a bar would end the cell. */
const cell = (text: string): string => text.replaceAll('|', String.raw`\|`);

function partsOf(schema: Schema, place: Place, description?: string): string[] {
  const forms = formsOf(schema).filter(({ properties }) => properties !== undefined);
  const head = [
    heading(place.depth, `\`${titleOf(place.path)}\``),
    ...(description === undefined ? [] : [description]),
  ];
  const [only, ...more] = forms;
  if (only !== undefined && more.length === 0) return [...head, ...shownWith(fieldsOf(only), place)];
  const shared = sharedBy(forms);
  const names = new Set(shared.map(({ name }) => name));
  const own = forms.flatMap((form) => {
    const fields = fieldsOf(form).filter(({ name }) => !names.has(name));
    const mark = markOf(
      form,
      forms.filter((other) => other !== form),
    );
    return mark === undefined ? [] : partsOfForm({ mark, fields }, place);
  });
  const common = shared.length === 0 ? ['One of these forms.'] : ['Every form has:', ...shownWith(shared, place)];
  return [...head, ...common, ...own];
}

const heading = (depth: number, text: string): string => `${'#'.repeat(Math.min(depth, 4))} ${text}`;

type Form = Readonly<{ mark: Field; fields: readonly Field[] }>;

/** A form that is one object is shown by that object. */
function partsOfForm({ mark, fields }: Form, place: Place): string[] {
  const { name, schema } = mark;
  const isOneObject = fields.length === 1 && hasFields(schema) && heldBy(schema).suffix === '';
  const inner = { ...place, depth: place.depth + 1 };
  if (isOneObject) return partsOf(schema, { ...inner, path: pathOf(mark, place) }, schema.description);
  const words = schema.const === undefined ? name : `${name}: ${schema.const}`;
  return [heading(inner.depth, `\`${titleOf(place.path)}\` with \`${words}\``), ...shownWith(fields, inner)];
}
