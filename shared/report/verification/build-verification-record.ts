import type { RunId } from '../../contracts/fields.ts';
import type { LedgerEntry } from '../../contracts/ledger-entry.ts';
import { VerificationRecord, type VerificationResult } from '../../contracts/verification/record.ts';
import type { Plans } from '../../plans/find.ts';
import { headsOf } from '../chain-heads.ts';
import { factsOf, firstOf, lastOf } from '../run-facts.ts';
import { buildResult, type Named } from './build-result.ts';

export type VerificationSources = Readonly<{
  runId: RunId;
  entries: readonly LedgerEntry[];
  plans: Plans;
  isChainWhole: boolean;
  now: string;
}>;

type Part = Pick<VerificationRecord, 'verdict' | 'reason'>;

/** A verification that the deployed plans no longer name cannot be judged; it is reported all the same. */
const gone = ({ plan, verification }: Named, plans: Plans): VerificationResult => ({
  ...{ plan, verification, kind: 'unknown', source: 'no longer in the plan' },
  region:
    Object.values(plans)[0]?.regions.standby ??
    VerificationRecord.shape.results.element.shape.region.parse('us-east-1'),
  ...{ verdict: 'inconclusive', because: 'the plan that was deployed meanwhile does not name it' },
  ...{ considered: 0, passedOver: [], age: { limitSeconds: 0 }, checks: [] },
  counts: { passed: 0, failed: 0, didNotRun: 0, tables: 0, indexes: 0, rows: 0, bytes: 0 },
  copy: { verdict: 'unknown', because: 'nobody has looked' },
});

const resultsOf = ({ entries, plans }: VerificationSources): VerificationResult[] => {
  const streams = Map.groupBy(entries, ({ stream }) => stream);
  const scope = firstOf(entries, 'verificationOpened')?.fact.scope ?? [];
  return scope.map(({ plan, verification }) => {
    const named = { plan, verification };
    const deployed = Object.hasOwn(plans, plan) ? plans[plan] : undefined;
    return (deployed && buildResult(named, deployed, streams)) ?? gone(named, plans);
  });
};

const leftoversOf = (entries: readonly LedgerEntry[]) =>
  factsOf(entries, 'leftoverFound').map(({ fact: { type: _, ...leftover } }) => {
    const own = entries.filter(({ stream }) => stream === `discard:${leftover.name}`);
    return { ...leftover, isDiscarded: lastOf(own, 'stepDone') !== undefined };
  });

const nameOf = ({ plan, verification, because }: VerificationResult): string => `${plan}/${verification}: ${because}`;

type Found = Pick<VerificationRecord, 'results' | 'leftovers' | 'blind'>;

/** What is wrong besides the backups themselves. */
const troubles = ({ entries, isChainWhole }: VerificationSources, { results, leftovers, blind }: Found) => {
  const died = factsOf(entries, 'runFailed').map(({ fact }) => `${fact.state} ended with ${fact.error}`);
  const left = results
    .filter(({ copy }) => copy.verdict === 'leftOver')
    .map(({ copy }) => `a copy is left over: ${copy.name ?? copy.because}`);
  const staying = leftovers
    .filter((one) => one.isOurs && !one.isDiscarded)
    .map(({ name }) => `a copy of an earlier run is left over: ${name}`);
  const open = results
    .filter(({ copy }) => copy.verdict === 'unknown')
    .map((one) => `whether the copy of ${one.plan}/${one.verification} is gone is not known`);
  const unseen = blind.map(({ region, because }) => `${region} could not be searched for copies left over: ${because}`);
  return {
    failures: [...left, ...staying],
    doubts: [...died, ...open, ...unseen, ...(isChainWhole ? [] : ['a hash of the ledger does not agree'])],
  };
};

const judge = (sources: VerificationSources, found: Found): Part => {
  const refused = lastOf(sources.entries, 'runRefused');
  if (refused) return { verdict: 'inconclusive', reason: `refused: ${refused.fact.reason}` };
  const { results } = found;
  const { failures, doubts } = troubles(sources, found);
  const failed = results.filter(({ verdict }) => verdict === 'failed').map(nameOf);
  const unproven = results.filter(({ verdict }) => verdict === 'inconclusive').map(nameOf);
  const counts = `${results.length - failed.length - unproven.length} of ${results.length} backups proven`;
  const all = [...failed, ...failures, ...unproven, ...doubts];
  const reason = all.length === 0 ? counts : `${counts}; ${all.join('; ')}`;
  if (failed.length + failures.length > 0) return { verdict: 'failed', reason };
  if (unproven.length + doubts.length > 0 || results.length === 0) return { verdict: 'inconclusive', reason };
  return { verdict: 'passed', reason };
};

/** The account of a verification, made from its ledger and nothing else. Every backup in scope has a result. */
export const buildVerificationRecord = (sources: VerificationSources): VerificationRecord => {
  const { runId, entries, isChainWhole, now } = sources;
  const opened = firstOf(entries, 'verificationOpened')?.fact;
  const blind = factsOf(entries, 'sweepBlind').map(({ fact: { region, because } }) => ({ region, because }));
  const found: Found = { results: resultsOf(sources), leftovers: leftoversOf(entries), blind };
  return VerificationRecord.parse({
    version: 1,
    runId,
    ...judge(sources, found),
    trigger: { reason: opened?.reason ?? 'see the refusal', operator: opened?.operator },
    openedAt: entries[0]?.at ?? now,
    endedAt: now,
    ...found,
    chain: { isWhole: isChainWhole, heads: headsOf(entries) },
    entries,
  });
};
