import { notSimulated } from '../call.ts';

/**
 * Refuses, by name, members that are modelled in other requests of the operation and not in this one. What no request of it models the
 * dispatch has refused by then (members/).
 */
export function onlyModelled(operation: string, input: object, modelled: readonly string[]): void {
  for (const [name, value] of Object.entries(input)) {
    if (value !== undefined && !modelled.includes(name)) throw notSimulated(`${operation} with ${name}`);
  }
}
