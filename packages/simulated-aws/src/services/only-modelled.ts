import { notSimulated } from '../call.ts';

/** Refuses, by name, what would change the outcome of a call on AWS and is not modelled here. */
export function onlyModelled(operation: string, input: object, modelled: readonly string[]): void {
  for (const [name, value] of Object.entries(input)) {
    if (value !== undefined && !modelled.includes(name)) throw notSimulated(`${operation} with ${name}`);
  }
}
