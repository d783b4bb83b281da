import { Machine, statesOf } from '../../scripts/lint/asl.ts';
import { readDefinition } from '../../scripts/machine-files.ts';

/** Names of all states of a machine, in order. */
export const statesOfMachine = (name: string): string[] =>
  statesOf(Machine.parse(JSON.parse(readDefinition(name))))
    .map(({ name: state }) => state)
    .sort();
