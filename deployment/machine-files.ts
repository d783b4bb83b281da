import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

const folder = 'state-machines';
const ending = '.asl.yml';

/** The state machines by their names, in order. */
export const machineNames: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith(ending))
  .map((file) => file.slice(0, -ending.length))
  .sort();

const retriers: Readonly<Record<string, unknown>> = z.record(z.string(), z.unknown()).parse(readYaml('retriers.yml'));

/** A definition as it is packaged, as JSON: anchors and the names of retriers are resolved, placeholders still stand. */
export const readDefinition = (name: string): string => JSON.stringify(readYaml(`${name}${ending}`), withRetriers, 2);

function readYaml(file: string): unknown {
  return parse(readFileSync(join(folder, file), 'utf8'));
}

/** A Retry may name retriers of retriers.yml; the others stand as they are. Throws where there is no such retrier. */
function withRetriers(key: string, value: unknown): unknown {
  if (key !== 'Retry' || !Array.isArray(value)) return value;
  return value.map((one: unknown) => {
    if (typeof one !== 'string') return one;
    if (!Object.hasOwn(retriers, one)) throw new Error(`state-machines/retriers.yml has no retrier ${one}`);
    return retriers[one];
  });
}
