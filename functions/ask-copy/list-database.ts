import type { Fact } from '../../shared/contracts/ledger-entry.ts';
import { factsOf } from '../../shared/domain/run-facts.ts';
import type { Beside } from '../../shared/domain/verification/beside.ts';
import { BesideRows, Catalogue, DatabaseRows } from '../../shared/domain/verification/catalogue.ts';
import type { Query } from '../../shared/postgres/database.ts';
import { databaseStatements } from '../../shared/postgres/database-statements.ts';
import { verificationStatements } from '../../shared/verification/statements.ts';
import { jsonIn } from './answers.ts';
import { beginOwn } from './ask-rows.ts';
import type { Work } from './work.ts';

/** So many are named: an item of the ledger's table holds 400 KB. The rest is counted. */
const mostNamed = 1000;

export type OtherDatabase = Readonly<{ name: string; takesConnections: boolean }>;

/** What one database holds, what lies beside it, and which others the server has. */
export type Listed = Readonly<{ catalogue: Catalogue; beside: readonly Beside[]; others: readonly OtherDatabase[] }>;

export async function listDatabase(query: Query): Promise<Listed> {
  await beginOwn(query);
  const catalogue = Catalogue.parse(jsonIn(await query(verificationStatements.catalogue)));
  const beside = BesideRows.parse(jsonIn(await query(verificationStatements.beside)));
  const others = DatabaseRows.parse(jsonIn(await query(verificationStatements.databases)));
  await query(databaseStatements.end);
  return {
    catalogue,
    beside: beside.map(([kind, name]) => ({ kind, name })),
    others: others.map(([name, takesConnections]) => ({ name, takesConnections })),
  };
}

/** Writes down what is not looked at in one database: once, even where it is nothing. */
export async function noteBeside(
  { ledger, stream, entries }: Work,
  database: string,
  things: readonly Beside[],
): Promise<void> {
  if (factsOf(entries, 'listedBeside').some(({ fact }) => fact.database === database)) return;
  const named = things.slice(0, mostNamed);
  const fact: Fact = { type: 'listedBeside', database, things: named, more: things.length - named.length };
  await ledger.append(stream, fact);
}
