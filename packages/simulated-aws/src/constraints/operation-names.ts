import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export const operationsFile = fileURLToPath(new URL('tables/operation-names.json', import.meta.url));

const Names = z.record(z.string(), z.array(z.string()));

let read: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/** Whether AWS has such an operation, modelled or not; by signing name, of the services that are simulated. */
export function hasOperation(service: string, operation: string): boolean {
  read ??= namesOf();
  return read.get(service)?.has(operation) === true;
}

function namesOf(): ReadonlyMap<string, ReadonlySet<string>> {
  const all = Names.parse(JSON.parse(readFileSync(operationsFile, 'utf8')));
  return new Map(Object.entries(all).map(([service, names]) => [service, new Set(names)]));
}
