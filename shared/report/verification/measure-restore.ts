import type { LedgerEntry } from '../../contracts/ledger-entry.ts';
import type { DataCheckResult } from '../../contracts/verification/facts.ts';
import type { VerificationResult } from '../../contracts/verification/record.ts';
import { secondsBetween } from '../../domain/seconds-between.ts';
import { firstOf, lastOf } from '../run-facts.ts';

/** What says something about the data, not only that the copy was reached. */
const proofs: ReadonlySet<DataCheckResult['kind']> = new Set([
  'check',
  'newestRow',
  'manifest',
  'read',
  'heap',
  'index',
]);
const reads: ReadonlySet<DataCheckResult['kind']> = new Set(['read', 'heap', 'index', 'manifest']);

type Streams = Readonly<{
  restore: readonly LedgerEntry[];
  check: readonly LedgerEntry[];
  results: readonly DataCheckResult[];
}>;

/**
 * From the call that restores: until the copy was available, until the first check passed, and until everything was read once,
 * since blocks come from S3 when they are first touched. The objective is held against the first check.
 */
export const measureRestore = (
  { restore, check, results }: Streams,
  objectiveSeconds: number,
): NonNullable<VerificationResult['restore']> => {
  const startedAt = firstOf(restore, 'intent')?.at;
  const since = (at: string | undefined) =>
    startedAt === undefined || at === undefined ? undefined : secondsBetween(startedAt, at);
  const firstPassed = results
    .filter(({ kind, outcome }) => outcome === 'passed' && proofs.has(kind))
    .map(({ at }) => at)
    .sort()[0];
  const isAllRead = lastOf(check, 'stepDone') !== undefined;
  const lastRead = results
    .filter(({ kind }) => reads.has(kind))
    .map(({ at }) => at)
    .sort()
    .at(-1);
  const untilFirstCheckSeconds = since(firstPassed);
  return {
    objectiveSeconds,
    untilAvailableSeconds: since(lastOf(restore, 'stepDone')?.at),
    untilFirstCheckSeconds,
    untilReadSeconds: isAllRead ? since(lastRead) : undefined,
    isMet: untilFirstCheckSeconds !== undefined && untilFirstCheckSeconds <= objectiveSeconds,
    startedAt,
  };
};
