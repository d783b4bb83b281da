import type { Debt } from '../../shared/contracts/recovery/debt.ts';
import type { WriteOff } from '../../shared/contracts/recovery/write-off.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
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

/** For a step that must not ask any other run's. */
export const noLedger: LedgerOf = () => {
  throw new Error('this step has no business with a ledger');
};
