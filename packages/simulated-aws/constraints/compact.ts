import type { ConstraintTable, Shape } from '../src/constraints/table.ts';
import { defined } from '../src/defined.ts';
import type { BotocoreModel, BotocoreShape } from './botocore.ts';

type Shapes = Record<string, Shape>;

/** The constraints on the requests of some operations of a model, and nothing else of it. */
export function compact(model: BotocoreModel, names: readonly string[]): ConstraintTable {
  const kept: Shapes = {};
  const isKept = createCompactor(model, kept);
  const operations: Record<string, string> = {};
  for (const name of names.toSorted()) {
    const input = model.operations[name]?.input?.shape;
    if (input !== undefined && isKept(input)) operations[name] = input;
  }
  return { source: model.source, operations, shapes: withoutDangling(kept) };
}

/** What a shape demands itself, and where what it is made of demands something. */
function createCompactor({ shapes }: BotocoreModel, kept: Shapes) {
  const open = new Set<string>();

  const isKept = (name: string): boolean => {
    if (open.has(name) || kept[name] !== undefined) return true;
    const found = shapes[name];
    if (found === undefined) throw new Error(`there is no shape ${name}`);
    open.add(name);
    const shape = compacted(found);
    open.delete(name);
    if (shape !== undefined) kept[name] = shape;
    return shape !== undefined;
  };

  const structure = ({ members = {}, required = [] }: BotocoreShape): Shape | undefined => {
    const constrained = Object.entries(members).filter(([, { shape }]) => isKept(shape));
    if (constrained.length + required.length === 0) return undefined;
    return {
      type: 'structure',
      ...(required.length === 0 ? {} : { required }),
      members: Object.fromEntries(constrained.map(([name, { shape }]) => [name, shape])),
    };
  };

  const compacted = (shape: BotocoreShape): Shape | undefined => {
    const type = typeOf(shape);
    if (type === undefined) return undefined;
    if (type === 'structure') return structure(shape);
    const parts = Object.fromEntries(Object.entries(partsOf(shape)).filter(([, name]) => isKept(name)));
    const own: Shape = { type, ...lengths(shape), ...parts };
    const { enum: values, pattern, sensitive } = shape;
    const text = {
      ...defined({ enum: values, pattern }),
      ...(sensitive === true ? { sensitive } : {}),
    };
    const whole = { ...own, ...text };
    return says(whole) || Object.keys(parts).length > 0 ? whole : undefined;
  };
  return isKept;
}

function typeOf({ type }: BotocoreShape): Shape['type'] | undefined {
  if (type === 'integer' || type === 'long' || type === 'float' || type === 'double') return 'number';
  return type === 'boolean' || type === 'timestamp' || type === 'bigdecimal' ? undefined : type;
}

const partsOf = ({ member, key, value }: BotocoreShape) => ({
  ...(member === undefined ? {} : { member: member.shape }),
  ...(key === undefined ? {} : { key: key.shape }),
  ...(value === undefined ? {} : { value: value.shape }),
});

const lengths = ({ min, max }: BotocoreShape) => ({
  ...defined({ min, max }),
});

/** Botocore says of some lists of query services that they have a minimum of 0. */
const says = (shape: Shape): boolean =>
  shape.enum !== undefined || shape.pattern !== undefined || (shape.min ?? 0) > 0 || shape.max !== undefined;

/** Shapes that a recursion kept, and of which nothing came. */
function withoutDangling(shapes: Shapes): Shapes {
  const isThere = (name: string | undefined): boolean => name !== undefined && shapes[name] !== undefined;
  const pruned = Object.entries(shapes).map(([name, shape]): [string, Shape] => {
    const { members, member, key, value, ...rest } = shape;
    const parts = Object.fromEntries(Object.entries({ member, key, value }).filter(([, part]) => isThere(part)));
    if (members === undefined) return [name, { ...rest, ...parts }];
    return [
      name,
      { ...rest, members: Object.fromEntries(Object.entries(members).filter(([, part]) => isThere(part))) },
    ];
  });
  return Object.fromEntries(pruned.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
