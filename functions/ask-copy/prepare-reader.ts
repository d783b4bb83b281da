import { callErrorOf } from '../../shared/aws/call-error-of.ts';
import { isBreak } from '../../shared/domain/verification/judge-break.ts';
import type { Query } from '../../shared/postgres/database.ts';
import { checkerSchema, preparation } from '../../shared/verification/statements.ts';

/** What the master of the copy sees of its server, and where amcheck is, quoted: where it is missing, where it would be. */
export type Prepared = Readonly<{ servingSince: string | undefined; checker: string }>;

/**
 * Gives the role that only reads a password of this moment, on the copy alone. Throws ReaderMissing, and ReaderCouldWrite where
 * the role is more than a reader: then a check of the plan could change what it checks.
 */
export async function prepareReader(query: Query, role: string, password: string): Promise<Prepared> {
  await query(preparation.ownNames);
  const couldWrite = oneValue(await query(preparation.couldWrite(role)));
  if (couldWrite === undefined) throw refused('ReaderMissing', `there is no role ${role} in the copy`);
  if (couldWrite !== false) throw refused('ReaderCouldWrite', `the role ${role} could do more than read`);
  await query(preparation.setPassword(role, password));
  const checker = (await unlessRefused(() => letCheck(query, role))) ?? checkerSchema;
  const servingSince = await unlessRefused(async () => oneValue(await query(preparation.servingSince)));
  return { servingSince: typeof servingSince === 'string' ? servingSince : undefined, checker };
}

const oneValue = (rows: readonly (readonly unknown[])[]): unknown => rows[0]?.[0];

const refused = (name: string, message: string): Error => Object.assign(new Error(message), { name });

/** What the server refuses is left out; a connection that ends refuses nothing, and is thrown. */
async function unlessRefused<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isBreak(callErrorOf(error))) throw error;
    return undefined;
  }
}

/** amcheck is there wherever it can be installed; without it the units that need it report that it is missing. Answers its schema. */
async function letCheck(query: Query, role: string): Promise<string> {
  const installed = oneValue(await query(preparation.checker));
  if (typeof installed !== 'string') {
    await query(preparation.makeCheckerSchema);
    await query(preparation.installChecker);
  }
  const schema = typeof installed === 'string' ? installed : checkerSchema;
  const functions = oneValue(await query(preparation.checkerFunctions));
  if (typeof functions === 'string') await query(preparation.allowChecker(functions, role));
  await query(preparation.allowCheckerSchema(schema, role));
  return schema;
}
