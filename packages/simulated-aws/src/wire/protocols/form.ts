import type { NormalizedSchema } from '@smithy/core/schema';
import { readText } from '../codecs.ts';

/** How the form of a protocol names members and items. */
export type FormStyle = Readonly<{
  nameOf: (schema: NormalizedSchema, otherwise: string) => string;
  isFlat: (schema: NormalizedSchema) => boolean;
}>;

/** smithy.io/2.0/aws/protocols/aws-query-protocol.html#query-key-resolution */
const queryStyle: FormStyle = {
  nameOf: (schema, otherwise) => schema.getMergedTraits().xmlName ?? otherwise,
  isFlat: (schema) => schema.getMergedTraits().xmlFlattened !== undefined,
};

/** A form whose keys have dots, as a tree: `Filters.Filter.1.Name=a` is three levels deep. */
type Field = { text: string; children: Map<string, Field> };

export function treeOf(form: URLSearchParams): Field {
  const root = emptyField();
  for (const [key, text] of form) key.split('.').reduce(childOf, root).text = text;
  return root;
}

const emptyField = (): Field => ({ text: '', children: new Map() });

function childOf(field: Field, name: string): Field {
  const child = field.children.get(name) ?? emptyField();
  field.children.set(name, child);
  return child;
}

export const readStructure = (
  schema: NormalizedSchema,
  field: Field,
  style: FormStyle = queryStyle,
): Record<string, unknown> =>
  Object.fromEntries(
    [...schema.structIterator()].flatMap(([name, member]) => {
      const child = field.children.get(style.nameOf(member, name));
      return child === undefined ? [] : [[name, readField(member, child, style)]];
    }),
  );

function readField(schema: NormalizedSchema, field: Field, style: FormStyle): unknown {
  if (schema.isStructSchema()) return readStructure(schema, field, style);
  if (schema.isListSchema()) return readList(schema, field, style);
  if (schema.isMapSchema()) return readMap(schema, field, style);
  return readText(schema, field.text);
}

function readList(schema: NormalizedSchema, field: Field, style: FormStyle): unknown[] {
  const item = schema.getValueSchema();
  const numbered = style.isFlat(schema) ? field : field.children.get(style.nameOf(item, 'member'));
  return itemsOf(numbered).map((one) => readField(item, one, style));
}

/** Numbered from 1 without gaps. */
function itemsOf(field: Field | undefined): Field[] {
  const items: Field[] = [];
  for (let item = field?.children.get('1'); item !== undefined; item = field?.children.get(String(items.length + 1)))
    items.push(item);
  return items;
}

function readMap(schema: NormalizedSchema, field: Field, style: FormStyle): Record<string, unknown> {
  const keyName = style.nameOf(schema.getKeySchema(), 'key');
  const value = schema.getValueSchema();
  const valueName = style.nameOf(value, 'value');
  const entries = itemsOf(style.isFlat(schema) ? field : field.children.get('entry'));
  return Object.fromEntries(
    entries.map(({ children }) => [
      children.get(keyName)?.text ?? '',
      readField(value, children.get(valueName) ?? emptyField(), style),
    ]),
  );
}
