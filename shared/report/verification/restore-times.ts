import type { VerificationResult } from '../../contracts/verification/record.ts';
import { firstOf } from '../../domain/run-facts.ts';
import { secondsBetween } from '../../domain/time.ts';
import { type Chains, endingOf } from './chains-of.ts';
import { lastResults, writtenResults } from './check-results.ts';

/** Checks that ask the data something: a login or a look at the catalogue shows that the server is up, no more. */
const ofData: ReadonlySet<string> = new Set(['check', 'newestRow', 'manifest']);
const reading: ReadonlySet<string> = new Set(['read', 'heap']);

/** How long the restore took, from the call that asked for it. */
export function restoreTimes(
  { restore, check }: Chains,
  objectiveSeconds: number,
): NonNullable<VerificationResult['restore']> {
  const startedAt = firstOf(restore, 'intent')?.at;
  const since = (instant: string | undefined) =>
    startedAt === undefined || instant === undefined ? undefined : secondsBetween(startedAt, instant);
  const [firstCheckAt] = writtenResults(check)
    .filter(({ kind, outcome }) => outcome === 'passed' && ofData.has(kind))
    .map(({ at }) => at)
    .sort();
  const untilFirstCheckSeconds = since(firstCheckAt);
  return {
    objectiveSeconds,
    untilAvailableSeconds: since(availableAt(restore)),
    untilFirstCheckSeconds,
    untilReadSeconds: since(readAt(check)),
    isMet: untilFirstCheckSeconds !== undefined && untilFirstCheckSeconds <= objectiveSeconds,
    startedAt,
  };
}

function availableAt(restore: Chains['restore']): string | undefined {
  const ending = endingOf(restore);
  return ending?.fact.type === 'stepDone' ? (ending.fact.awsUntil ?? ending.at) : undefined;
}

/** Unknown where a part could not be read: then not everything was. */
function readAt(check: Chains['check']): string | undefined {
  if (endingOf(check)?.fact.type !== 'stepDone') return undefined;
  const read = lastResults(writtenResults(check)).filter(({ kind }) => reading.has(kind));
  if (read.some(({ outcome }) => outcome === 'didNotRun')) return undefined;
  return read
    .map(({ at }) => at)
    .sort()
    .at(-1);
}
