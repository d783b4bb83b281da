import type { NormalizedSchema } from '@smithy/core/schema';
import { readText } from '../codecs.ts';

/** A form whose keys have dots, as a tree: `Filters.Filter.1.Name=a` is three levels deep. */
type Field = { text: string; children: Map<string, Field> };

const emptyField = (): Field => ({ text: '', children: new Map() });

const childOf = (field: Field, name: string): Field => {
  const child = field.children.get(name) ?? emptyField();
  field.children.set(name, child);
  return child;
};

export const treeOf = (form: URLSearchParams): Field => {
  const root = emptyField();
  for (const [key, text] of form) key.split('.').reduce(childOf, root).text = text;
  return root;
};

const wireName = (schema: NormalizedSchema, otherwise: string): string => schema.getMergedTraits().xmlName ?? otherwise;

const isFlat = (schema: NormalizedSchema): boolean => schema.getMergedTraits().xmlFlattened !== undefined;

/** Numbered from 1 without gaps. */
const itemsOf = (field: Field | undefined): Field[] => {
  const items: Field[] = [];
  for (let item = field?.children.get('1'); item !== undefined; item = field?.children.get(String(items.length + 1)))
    items.push(item);
  return items;
};

const readList = (schema: NormalizedSchema, field: Field): unknown[] => {
  const item = schema.getValueSchema();
  const numbered = isFlat(schema) ? field : field.children.get(wireName(item, 'member'));
  return itemsOf(numbered).map((one) => readField(item, one));
};

const readMap = (schema: NormalizedSchema, field: Field): Record<string, unknown> => {
  const keyName = wireName(schema.getKeySchema(), 'key');
  const value = schema.getValueSchema();
  const valueName = wireName(value, 'value');
  const entries = itemsOf(isFlat(schema) ? field : field.children.get('entry'));
  return Object.fromEntries(
    entries.map(({ children }) => [
      children.get(keyName)?.text ?? '',
      readField(value, children.get(valueName) ?? emptyField()),
    ]),
  );
};

export const readStructure = (schema: NormalizedSchema, field: Field): Record<string, unknown> =>
  Object.fromEntries(
    [...schema.structIterator()].flatMap(([name, member]) => {
      const child = field.children.get(wireName(member, name));
      return child === undefined ? [] : [[name, readField(member, child)]];
    }),
  );

const readField = (schema: NormalizedSchema, field: Field): unknown => {
  if (schema.isStructSchema()) return readStructure(schema, field);
  if (schema.isListSchema()) return readList(schema, field);
  if (schema.isMapSchema()) return readMap(schema, field);
  return readText(schema, field.text);
};
