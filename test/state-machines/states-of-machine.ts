import { Machine, statesOf } from '../../deployment/lint/asl.ts';
import { readDefinition } from '../../deployment/machine-files.ts';

/** Names of all states of a machine, in order. */
export const statesOfMachine = (name: string): string[] =>
  statesOf(Machine.parse(JSON.parse(readDefinition(name))))
    .map(({ name: state }) => state)
    .sort();
