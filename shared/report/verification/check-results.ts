import type { LedgerEntry } from '../../contracts/ledger-entry.ts';
import type { DataCheckResult } from '../../contracts/verification/facts.ts';
import type { VerificationResult } from '../../contracts/verification/record.ts';
import { factsOf } from '../run-facts.ts';

/** All that was written down, a unit that was looked at twice included. */
export const writtenResults = (check: readonly LedgerEntry[]): DataCheckResult[] =>
  factsOf(check, 'checked').flatMap(({ fact }) => fact.results);

/** One result for each unit: a look that was repeated replaces the one before it, so nothing counts twice. */
export const lastResults = (written: readonly DataCheckResult[]): DataCheckResult[] => [
  ...new Map(written.map((result) => [result.unit, result])).values(),
];

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** Rows and bytes are those of the reading; a count or a comparison of the same rows adds nothing to what was read. */
export const countResults = (results: readonly DataCheckResult[]): VerificationResult['counts'] => {
  const having = (outcome: DataCheckResult['outcome']) => results.filter((one) => one.outcome === outcome).length;
  const seen = results.filter(({ outcome }) => outcome !== 'didNotRun');
  const names = (...kinds: DataCheckResult['kind'][]) =>
    new Set(seen.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name)).size;
  const read = seen.filter(({ kind }) => kind === 'read');
  return {
    passed: having('passed'),
    failed: having('failed'),
    didNotRun: having('didNotRun'),
    tables: names('read', 'heap'),
    indexes: names('index'),
    rows: sum(read.map(({ rows }) => rows ?? 0)),
    bytes: sum(read.map(({ bytes }) => bytes ?? 0)),
  };
};
