import type { NormalizedSchema } from '@smithy/core/schema';
import { type ConstraintTable, readTable, type Shape } from '../../src/constraints/table.ts';
import type { Selection } from '../../src/members/selection.ts';
import { also } from './requests.ts';
import { type Known, valueFor } from './scene.ts';
import { inside, membersOf } from './schemas.ts';

type Asked = Readonly<{
  service: string;
  operation: string;
  known: Known;
  /** The member that is given, whatever is said against it. */
  wanted?: string;
}>;

type Part = Readonly<{
  path: string;
  schema: NormalizedSchema;
  shape: Shape | undefined;
  selection: Selection | undefined;
}>;

const plain = (schema: NormalizedSchema, shape: Shape | undefined): unknown => {
  if (shape?.enum !== undefined) return shape.enum[0];
  if (schema.isBooleanSchema()) return true;
  if (schema.isNumericSchema()) return Math.max(1, shape?.min ?? 1);
  if (schema.isTimestampSchema()) return new Date('2026-01-05T03:00:00Z');
  return schema.isBlobSchema() ? new Uint8Array([123, 125]) : 'any';
};

/** Makes requests with some or all of the members that are listed, each with a value that its service knows in the scene. */
export const createRequests = (asked: Asked) => {
  const table: ConstraintTable | undefined = readTable(asked.service);
  const shapeOf = (name: string | undefined): Shape | undefined =>
    name === undefined ? undefined : table?.shapes[name];

  const sampleFor = (part: Part): unknown => {
    const { path, schema, shape, selection } = part;
    const said = valueFor(asked, path);
    const isWanted = asked.wanted !== undefined && path.split('.')[0] === asked.wanted;
    if (said.isSaid && !(isWanted && said.value === undefined)) return said.value;
    if (schema.isStructSchema()) return structure(part, () => true);
    const value = () =>
      sampleFor({ ...part, schema: schema.getValueSchema(), shape: shapeOf(shape?.member ?? shape?.value) });
    if (schema.isListSchema()) return [value()];
    if (!schema.isMapSchema()) return plain(schema, shape);
    return {
      [shapeOf(shape?.key)?.enum?.[0] ?? 'any']: sampleFor({
        ...part,
        schema: schema.getValueSchema(),
        shape: shapeOf(shape?.value),
        selection: inside(selection),
      }),
    };
  };

  const structure = ({ path, schema, shape, selection }: Part, isGiven: (name: string) => boolean) => {
    const own = inside(selection);
    const given = membersOf(schema)
      .filter(([name]) => own?.has(name) === true && isGiven(name))
      .map(([name, member]): [string, unknown] => {
        const at = path === '' ? name : `${path}.${name}`;
        return [
          name,
          sampleFor({ path: at, schema: member, shape: shapeOf(shape?.members?.[name]), selection: own?.get(name) }),
        ];
      });
    return Object.fromEntries(given.filter(([, value]) => value !== undefined));
  };

  const root = table?.operations[asked.operation];
  const required = new Set([
    ...(shapeOf(root)?.required ?? []),
    ...(also[`${asked.service}:${asked.operation}`] ?? []),
  ]);
  return (schema: NormalizedSchema, selection: Selection, isGiven: (name: string, isRequired: boolean) => boolean) =>
    structure({ path: '', schema, shape: shapeOf(root), selection }, (name) => isGiven(name, required.has(name)));
};
