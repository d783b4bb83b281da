import type { LedgerEntry } from '../../contracts/ledger-entry.ts';
import type { DataCheckResult } from '../../contracts/verification/facts.ts';
import type { VerificationResult } from '../../contracts/verification/record.ts';
import { factsOf } from '../../domain/run-facts.ts';

/** All that was written down, a unit that was looked at twice included. */
export const writtenResults = (check: readonly LedgerEntry[]): DataCheckResult[] =>
  factsOf(check, 'checked').flatMap(({ fact }) => fact.results);

/** One result for each unit: a look that was repeated replaces the one before it, so nothing counts twice. */
export const lastResults = (written: readonly DataCheckResult[]): DataCheckResult[] => [
  ...new Map(written.map((result) => [result.unit, result])).values(),
];

/**
 * Rows and bytes are those of the reading; a count or a comparison of the same rows adds nothing to what was read. A table or an
 * index counts when nothing of it failed or was left out.
 */
export function countResults(results: readonly DataCheckResult[]): VerificationResult['counts'] {
  const having = (outcome: DataCheckResult['outcome']) => results.filter((one) => one.outcome === outcome).length;
  const whole = (kind: DataCheckResult['kind']) =>
    [
      ...Map.groupBy(
        results.filter((one) => one.kind === kind),
        ({ name }) => name,
      ).values(),
    ].filter((parts) => parts.every(({ outcome }) => outcome === 'passed')).length;
  const read = results.filter(({ kind, outcome }) => kind === 'read' && outcome !== 'didNotRun');
  return {
    passed: having('passed'),
    failed: having('failed'),
    didNotRun: having('didNotRun'),
    tables: whole('read'),
    indexes: whole('index'),
    rows: sum(read.map(({ rows }) => rows ?? 0)),
    bytes: sum(read.map(({ bytes }) => bytes ?? 0)),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
