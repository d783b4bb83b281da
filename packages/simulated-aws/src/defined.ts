type Undefinable<T> = { [Key in keyof T]: undefined extends T[Key] ? Key : never }[keyof T];

/** `T` with each field that may be `undefined` as one that may be left out. */
export type Defined<T> = Omit<T, Undefinable<T>> & { [Key in Undefinable<T>]?: Exclude<T[Key], undefined> };

/** The fields that are there: one that is `undefined` is left out, as AWS leaves it out of an answer. */
export function defined<T extends object>(fields: T): Defined<T>;
export function defined(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
