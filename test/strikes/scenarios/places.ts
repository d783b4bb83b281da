import type { Place } from '../strike.ts';

/** Places of these functions and machines, and what machines do about these functions. */
export const placesOf =
  (...names: readonly string[]) =>
  ({ actor, what }: Place): boolean =>
    names.some((name) => actor === `lifeboat-dev-${name}` || what === `lambda:Invoke ${name}`);
