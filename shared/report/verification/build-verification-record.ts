import type { RunId } from '../../contracts/fields.ts';
import type { LedgerEntry } from '../../contracts/ledger-entry.ts';
import { notSettled } from '../../contracts/run.ts';
import { VerificationRecord, VerificationResult } from '../../contracts/verification/record.ts';
import type { Plans } from '../../plans/find.ts';
import { chainHeads } from '../chain-heads.ts';
import { factsOf, firstOf, lastOf } from '../run-facts.ts';
import { endingOf } from './chains-of.ts';
import { isDiscarded } from './copy-of.ts';
import { judgeRun } from './judge-run.ts';
import { verificationResult } from './verification-result.ts';

type VerificationSources = Readonly<{
  runId: RunId;
  entries: readonly LedgerEntry[];
  plans: Plans;
  isChainWhole: boolean;
  now: string;
}>;

/** One result for each that was to be verified, whether or not anything was written about it. */
const resultsOf = ({ entries, plans }: VerificationSources): VerificationResult[] => {
  const opened = firstOf(entries, 'verificationOpened')?.fact;
  const runRegion = opened?.executionArn.split(':')[3] ?? '';
  return (opened?.scope ?? []).map((scope) =>
    VerificationResult.parse(verificationResult({ scope, entries, plans, runRegion })),
  );
};

const discardOf = (entries: readonly LedgerEntry[], name: string) =>
  entries.filter(({ stream }) => stream === `discard:${name}`);

/** Found twice is one leftover, and the later look at it counts. */
const leftoversOf = (entries: readonly LedgerEntry[]): VerificationRecord['leftovers'] => {
  const found = new Map(factsOf(entries, 'leftoverFound').map(({ fact }) => [fact.arn, fact]));
  return [...found.values()].map(({ type: _, ...leftover }) => ({
    ...leftover,
    isDiscarded: isDiscarded(discardOf(entries, leftover.name)),
  }));
};

/** Those that were to be thrown away and could not be. */
const undiscardedOf = (entries: readonly LedgerEntry[], leftovers: VerificationRecord['leftovers']): string[] =>
  leftovers
    .filter(
      ({ name, isDiscarded: isGone }) => !isGone && endingOf(discardOf(entries, name))?.fact.type === 'stepFailed',
    )
    .map(({ name }) => name);

const notBegunOf = (entries: readonly LedgerEntry[]): string | undefined => {
  if (firstOf(entries, 'verificationOpened')) return undefined;
  const refused = lastOf(entries, 'runRefused');
  return refused ? `refused: ${refused.fact.reason}` : 'the run ended before it said what it would verify';
};

/** The account of a run of `verify-restores`, made from its ledger and the plans that are deployed. */
export const buildVerificationRecord = (sources: VerificationSources): VerificationRecord => {
  const { runId, entries, isChainWhole, now } = sources;
  const opened = firstOf(entries, 'verificationOpened')?.fact;
  const results = resultsOf(sources);
  const leftovers = leftoversOf(entries);
  const blind = factsOf(entries, 'sweepBlind').map(({ fact: { region, because } }) => ({ region, because }));
  const stopped = factsOf(entries, 'runFailed')
    .filter(({ fact }) => fact.error !== notSettled)
    .map(({ fact }) => `${fact.state}: ${fact.error}`);
  const undiscarded = undiscardedOf(entries, leftovers);
  return VerificationRecord.parse({
    version: 1,
    runId,
    ...judgeRun({ results, leftovers, blind, isChainWhole, stopped, undiscarded, notBegun: notBegunOf(entries) }),
    trigger: { reason: opened?.reason ?? 'see the refusal', operator: opened?.operator },
    openedAt: entries[0]?.at ?? now,
    endedAt: now,
    results,
    leftovers,
    blind,
    chain: { isWhole: isChainWhole, heads: chainHeads(entries) },
    entries,
  });
};
