import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const folder = 'state-machines';
const ending = '.asl.yml';

/** The state machines by their names, in order. */
export const machineNames: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith(ending))
  .map((file) => file.slice(0, -ending.length))
  .sort();

/** A definition as the Serverless Framework packages it, as JSON: anchors are resolved, placeholders still stand. */
export const readDefinition = (name: string): string =>
  JSON.stringify(parse(readFileSync(join(folder, `${name}${ending}`), 'utf8')), null, 2);
