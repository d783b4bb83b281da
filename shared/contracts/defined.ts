type Undefinable<T> = { [Key in keyof T]: undefined extends T[Key] ? Key : never }[keyof T];

/** `T` with each field that may be `undefined` as one that may be left out. */
export type Defined<T> = Omit<T, Undefinable<T>> & { [Key in Undefinable<T>]?: Exclude<T[Key], undefined> };

/**
 * The fields that are there. A field that is `undefined` is left out: `exactOptionalPropertyTypes` tells the two apart,
 * and so do the SDK, `Object.keys` and a comparison in a test.
 */
export function defined<T extends object>(fields: T): Defined<T>;
export function defined(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
