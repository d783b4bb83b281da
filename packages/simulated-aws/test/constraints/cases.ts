import { patternOf } from '../../src/constraints/leaves.ts';
import type { ConstraintTable, Shape } from '../../src/constraints/table.ts';
import { longText, sampleOf } from './samples.ts';

/** One member of a request that is not as it should be, all others being so. */
export type Wrong = Readonly<{
  operation: string;
  path: string;
  what: 'missing' | 'NONSENSE' | 'too long' | 'too short' | 'too much' | 'too little' | 'another pattern';
  /** What the error says that it must be. */
  demand: string;
  input: Readonly<Record<string, unknown>>;
}>;

/** The same member at the limit: nothing is wrong with it. */
export type Right = Readonly<{ operation: string; path: string; input: Readonly<Record<string, unknown>> }>;

type Place = Readonly<{ path: string; name: string; put: (value: unknown) => Readonly<Record<string, unknown>> }>;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const structureOf = (table: ConstraintTable, name: string): Record<string, unknown> => {
  const sample = sampleOf(table, name);
  return isRecord(sample) ? sample : {};
};

/** Each place of a request at which a shape of the table stands, each shape once on the way down. */
const placesOf = (table: ConstraintTable, root: string): Place[] => {
  const found: Place[] = [];
  const walk = (place: Place, above: readonly string[]): void => {
    const shape = table.shapes[place.name];
    if (shape === undefined || above.includes(place.name)) return;
    found.push(place);
    const below = [...above, place.name];
    for (const [member, part] of Object.entries(shape.members ?? {})) {
      const put = (value: unknown) => place.put({ ...structureOf(table, place.name), [member]: value });
      walk({ path: place.path === '' ? member : `${place.path}.${member}`, name: part, put }, below);
    }
    const many = (value: unknown) => Array.from({ length: Math.max(1, shape.min ?? 1) }, () => value);
    if (shape.member !== undefined)
      walk({ path: `${place.path}.1`, name: shape.member, put: (value) => place.put(many(value)) }, below);
    const key = String(sampleOf(table, shape.key));
    const others = Array.from({ length: (shape.min ?? 1) - 1 }, (_, index) => [
      `${key}${index}`,
      sampleOf(table, shape.value),
    ]);
    if (shape.value !== undefined) {
      const put = (value: unknown) => place.put({ ...Object.fromEntries(others), [key]: value });
      walk({ path: `${place.path}.${key}`, name: shape.value, put }, below);
    }
    if (shape.key !== undefined) {
      const put = (value: unknown) =>
        place.put({ ...Object.fromEntries(others), [String(value)]: sampleOf(table, shape.value) });
      walk({ path: `${place.path}.*`, name: shape.key, put }, below);
    }
  };
  const put = (value: unknown) => (isRecord(value) ? value : {});
  walk({ path: '', name: root, put }, []);
  return found;
};

const sized = (table: ConstraintTable, shape: Shape, size: number): unknown => {
  switch (shape.type) {
    case 'string':
      if (shape.pattern === undefined) return 'x'.repeat(size);
      return longText({ type: 'string', pattern: shape.pattern, max: size }, size);
    case 'blob':
      return new Uint8Array(size);
    case 'list':
      return Array.from({ length: size }, () => sampleOf(table, shape.member));
    case 'map':
      return Object.fromEntries(
        Array.from({ length: size }, (_, index) => [
          `${sampleOf(table, shape.key)}${index}`,
          sampleOf(table, shape.value),
        ]),
      );
    default:
      return size;
  }
};

/** Longer ones are not tried: a megabyte of text says no more than a page. */
const longest = 1_100_000;

type Limit = Readonly<{ value: unknown; what: Wrong['what']; demand: string; atLimit: unknown }>;

const limitsOf = (table: ConstraintTable, shape: Shape): Limit[] => {
  const { min, max, type } = shape;
  if (shape.enum !== undefined || type === 'structure') return [];
  const noun = type === 'number' ? 'value' : 'length';
  const step = (size: number): unknown => sized(table, shape, size);
  const over: Limit[] =
    max === undefined || (max > longest && type !== 'number')
      ? []
      : [
          {
            value: step(max + 1) ?? 'x'.repeat(max + 1),
            atLimit: step(max),
            what: type === 'number' ? 'too much' : 'too long',
            demand: `Member must have ${noun} less than or equal to ${max}`,
          },
        ];
  // A pattern may need more than the least length: then nothing of that length is right.
  const under: Limit[] =
    min === undefined || (min <= 0 && type !== 'number')
      ? []
      : [
          {
            value: shape.pattern === undefined || type !== 'string' ? step(min - 1) : 'x'.repeat(min - 1),
            atLimit: undefined,
            what: type === 'number' ? 'too little' : 'too short',
            demand: `Member must have ${noun} greater than or equal to ${min}`,
          },
        ];
  return [...over, ...under];
};

const strange = '\u0001 \u2028';

const wrongAt = (table: ConstraintTable, operation: string, { path, name, put }: Place): Wrong[] => {
  const shape = table.shapes[name];
  if (shape === undefined) return [];
  const at = { operation, path };
  const missing = (shape.required ?? []).map((member): Wrong => {
    const { [member]: _, ...rest } = structureOf(table, name);
    return {
      ...at,
      path: path === '' ? member : `${path}.${member}`,
      what: 'missing',
      demand: 'Member must not be null',
      input: put(rest),
    };
  });
  const limits = limitsOf(table, shape).map(
    ({ value, what, demand }): Wrong => ({ ...at, what, demand, input: put(value) }),
  );
  const { enum: values, pattern } = shape;
  const nonsense: Wrong[] =
    values === undefined
      ? []
      : [{ ...at, what: 'NONSENSE', demand: 'Member must satisfy enum value set', input: put('NONSENSE') }];
  const text = pattern !== undefined && !patternOf(pattern).test(strange) ? strange : '';
  const other: Wrong[] =
    pattern === undefined || patternOf(pattern).test(text)
      ? []
      : [
          {
            ...at,
            what: 'another pattern',
            demand: 'Member must satisfy regular expression pattern',
            input: put(text),
          },
        ];
  return [...missing, ...limits, ...nonsense, ...other];
};

export const wrongsOf = (table: ConstraintTable): Wrong[] =>
  Object.entries(table.operations).flatMap(([operation, root]) =>
    placesOf(table, root).flatMap((place) => wrongAt(table, operation, place)),
  );

/** At the greatest length and value, and with each value of an enumeration. */
export const rightsOf = (table: ConstraintTable): Right[] =>
  Object.entries(table.operations).flatMap(([operation, root]) =>
    placesOf(table, root).flatMap(({ path, name, put }) => {
      const shape = table.shapes[name];
      if (shape === undefined) return [];
      const limits = limitsOf(table, shape).flatMap(({ atLimit }) => (atLimit === undefined ? [] : [atLimit]));
      return [...limits, ...(shape.enum ?? [])].map((value) => ({ operation, path, input: put(value) }));
    }),
  );
