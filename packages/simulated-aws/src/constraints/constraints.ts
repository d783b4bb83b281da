import type { AwsFault, Call } from '../call.ts';
import { compileTable } from './compile.ts';
import { formOf } from './refuse.ts';
import { type ConstraintTable, readTable } from './table.ts';
import type { Check, Violation } from './violation.ts';

type Checks = Readonly<{ of: (operation: string) => Check | undefined }>;

/** Tables are the same for all accounts of a process: each is read when its service is first called. */
const tables = new Map<string, Checks>();

/** What the service answers to a request whose members are not what they should be; undefined where they are. */
export function refusalOf({
  service,
  operation,
  input,
}: Pick<Call, 'service' | 'operation' | 'input'>): AwsFault | undefined {
  const found: Violation[] = [];
  tableOf(service).of(operation)?.(input, { trail: [], found });
  const [first, ...others] = found;
  return first === undefined ? undefined : formOf(service)([first, ...others], operation);
}

function tableOf(service: string): Checks {
  const known = tables.get(service);
  if (known !== undefined) return known;
  const checks = checksOf(readTable(service));
  tables.set(service, checks);
  return checks;
}

function checksOf(table: ConstraintTable | undefined): Checks {
  if (table === undefined) return { of: () => undefined };
  const compiled = compileTable(table);
  return { of: (operation) => compiled(table.operations[operation]) };
}
