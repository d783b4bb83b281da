import type { Place } from '../strike.ts';

/** Places of these functions and machines, and who calls or starts them. */
export const placesOf =
  (...names: readonly string[]) =>
  ({ actor, what }: Place): boolean =>
    names.some(
      (name) =>
        actor === `lifeboat-dev-${name}` ||
        what === `lambda:Invoke ${name}` ||
        what === `states:StartExecution ${name}`,
    );
