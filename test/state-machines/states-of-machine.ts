import { readFileSync } from 'node:fs';
import { Machine, statesOf } from '../../scripts/lint/asl.ts';

/** Names of all states of a machine, in order. */
export const statesOfMachine = (name: string): string[] =>
  statesOf(Machine.parse(JSON.parse(readFileSync(`state-machines/${name}.asl.json`, 'utf8'))))
    .map(({ name: state }) => state)
    .sort();
