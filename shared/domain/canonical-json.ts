type Json = Readonly<Record<string, unknown>> | readonly unknown[] | string | number | boolean | null;

/** One text for one value: keys in order at every depth, nothing between them, undefined members left out. */
export const canonicalJson = (value: Json): string => JSON.stringify(value, sorted);

const sorted = (_key: string, value: unknown): unknown =>
  isObject(value) ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))) : value;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
