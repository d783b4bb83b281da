import type { Query } from '../../shared/postgres/database.ts';
import { preparation } from '../../shared/verification/statements.ts';

const refused = (name: string, message: string): Error => Object.assign(new Error(message), { name });

const oneValue = (rows: readonly (readonly unknown[])[]): unknown => rows[0]?.[0];

/** amcheck is there wherever it can be installed; without it pages and indexes are not checked, and that is said. */
const letCheck = async (query: Query, role: string): Promise<void> => {
  try {
    await query(preparation.installChecker);
    const functions = oneValue(await query(preparation.checkerFunctions));
    if (typeof functions === 'string') await query(preparation.allowChecker(functions, role));
  } catch {
    // The units that need it report that it is missing.
  }
};

/**
 * Gives the role that only reads a password of this moment, on the copy alone. Throws ReaderMissing, and ReaderCouldWrite where
 * the role is more than a reader: then a check of the plan could change what it checks.
 */
export const prepareReader = async (query: Query, role: string, password: string): Promise<void> => {
  const couldWrite = oneValue(await query(preparation.couldWrite(role)));
  if (couldWrite === undefined) throw refused('ReaderMissing', `there is no role ${role} in the copy`);
  if (couldWrite !== false) throw refused('ReaderCouldWrite', `the role ${role} could do more than read`);
  await query(preparation.setPassword(role, password));
  await letCheck(query, role);
};
