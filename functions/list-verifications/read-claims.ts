import type { RunId } from '../../shared/contracts/fields.ts';
import type { OrderedCopy } from '../../shared/contracts/verification/facts.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import type { Unsettled } from '../../shared/control/unsettled.ts';
import { factsOf } from '../../shared/domain/run-facts.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { orderedCopies } from '../../shared/verification/ordered-copies.ts';

type Claims = Readonly<{ runId: RunId; ledger: Ledger; ledgerOf: LedgerOf; unsettled: Pick<Unsettled, 'read'> }>;

/** What earlier runs have ordered and nobody has proved gone; each run's is written down once, so that closing knows it. */
export async function readClaims({ runId, ledger, ledgerOf, unsettled }: Claims): Promise<OrderedCopy[]> {
  const known = factsOf(await ledger.read('run'), 'claimsRead');
  const claims: OrderedCopy[] = [];
  for (const { runId: madeBy, at: openedAt, open } of await unsettled.read()) {
    if (madeBy === runId) continue;
    const before = known.find(({ fact }) => fact.madeBy === madeBy)?.fact.copies;
    const ordered = before ?? orderedCopies(madeBy, await ledgerOf(madeBy).read());
    const copies = ordered.filter(({ name }) => open === undefined || open.includes(name));
    if (before === undefined) await ledger.append('run', { type: 'claimsRead', madeBy, openedAt, copies });
    claims.push(...copies);
  }
  return claims;
}
