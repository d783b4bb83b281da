import type { RunId } from '../../contracts/fields.ts';
import type { LedgerEntry } from '../../contracts/ledger-entry.ts';
import { notSettled } from '../../contracts/recovery/run.ts';
import { VerificationRecord, VerificationResult } from '../../contracts/verification/record.ts';
import { standing } from '../../domain/recovery/closing.ts';
import { factsOf, firstOf, inStream, lastOf } from '../../domain/run-facts.ts';
import type { Plans } from '../../plans/find.ts';
import { chainHeads } from '../recovery/chain-heads.ts';
import { awaitedIn, leftoversOf, undiscardedOf } from './earlier-copies.ts';
import { judgeRun } from './judge-run.ts';
import { verificationResult } from './verification-result.ts';

type VerificationSources = Readonly<{
  runId: RunId;
  entries: readonly LedgerEntry[];
  plans: Plans;
  isChainWhole: boolean;
  now: string;
}>;

/** The account of a run of `verify-restores`, made from its ledger and the plans that are deployed. */
export function buildVerificationRecord(sources: VerificationSources): VerificationRecord {
  const { runId, entries, isChainWhole, now } = sources;
  const opened = firstOf(entries, 'verificationOpened')?.fact;
  const results = resultsOf(sources);
  const leftovers = leftoversOf(entries);
  const blind = factsOf(entries, 'sweepBlind').map(({ fact: { region, because } }) => ({ region, because }));
  const awaited = awaitedIn(entries);
  const stopped = stoppedBy(entries);
  const undiscarded = undiscardedOf(entries, leftovers);
  return VerificationRecord.parse({
    version: 1,
    runId,
    ...judgeRun({
      results,
      leftovers,
      awaited,
      blind,
      isChainWhole,
      stopped,
      undiscarded,
      notBegun: notBegunOf(entries),
    }),
    trigger: { reason: opened?.reason ?? 'see the refusal', operator: opened?.operator },
    openedAt: entries[0]?.at ?? now,
    // What was recorded stands: the notice speaks of the same end.
    endedAt: standing(entries, 'recorded')?.fact.endedAt ?? now,
    results,
    leftovers,
    awaited,
    blind,
    chain: { isWhole: isChainWhole, heads: chainHeads(entries) },
    entries,
  });
}

/** One result for each that was to be verified, whether or not anything was written about it. */
function resultsOf({ entries, plans }: VerificationSources): VerificationResult[] {
  const opened = firstOf(entries, 'verificationOpened')?.fact;
  const runRegion = opened?.executionArn.split(':')[3] ?? '';
  return (opened?.scope ?? []).map((scope) =>
    VerificationResult.parse(verificationResult({ scope, entries, plans, runRegion })),
  );
}

/** What stopped the run before its record was stored; what came after that has stopped nothing but the telling. */
function stoppedBy(entries: readonly LedgerEntry[]): string[] {
  const ofRun = inStream(entries, 'run');
  const recorded = ofRun.findIndex(({ fact }) => fact.type === 'recorded');
  const before = recorded < 0 ? ofRun : ofRun.slice(0, recorded);
  return factsOf(before, 'runFailed')
    .filter(({ fact }) => fact.error !== notSettled)
    .map(({ fact }) => `${fact.state}: ${fact.error}`);
}

function notBegunOf(entries: readonly LedgerEntry[]): string | undefined {
  if (firstOf(entries, 'verificationOpened')) return undefined;
  const refused = lastOf(entries, 'runRefused');
  return refused ? `refused: ${refused.fact.reason}` : 'the run ended before it said what it would verify';
}
