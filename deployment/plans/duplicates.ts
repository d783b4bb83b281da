/** Each that was there before, and where it stands again. */
export const repeated = <T extends string>(names: readonly T[]): { name: T; index: number }[] =>
  names.flatMap((name, index) => (names.indexOf(name) < index ? [{ name, index }] : []));
