import type { Debt } from '../../shared/contracts/recovery/debt.ts';
import type { WriteOff } from '../../shared/contracts/recovery/write-off.ts';
import type { ReadBooks } from '../../shared/control/books.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import type { StoredStanding } from '../../shared/control/control.ts';
import type { Debts } from '../../shared/control/debts.ts';

/** What a plan owes, in memory. */
export const createDebts = (): Debts & {
  set: (debts: readonly Debt[]) => void;
  writeOff: (word: WriteOff) => void;
} => {
  let all: readonly Debt[] = [];
  let word: WriteOff | undefined;
  return {
    read: async () => all,
    change: async (_plan, by) => {
      all = by(all);
      return all;
    },
    writtenOff: async (_plan, instance) => (word?.instance === instance ? word : undefined),
    set: (debts) => {
      all = debts;
    },
    writeOff: (said) => {
      word = said;
    },
  };
};

/** All of it, of a plan whose standing is this. */
export const booksOf =
  (debts: Debts, standing: StoredStanding = {}): ReadBooks =>
  async (plan, instance) => ({
    debts: await debts.read(plan),
    standing,
    writtenOff: instance && (await debts.writtenOff(plan, instance)),
  });

/** For a step that must not ask any other run's. */
export const noLedger: LedgerOf = () => {
  throw new Error('this step has no business with a ledger');
};
