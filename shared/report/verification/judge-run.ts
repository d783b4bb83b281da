import type { Verdict } from '../../contracts/verification/facts.ts';
import type { VerificationRecord, VerificationResult } from '../../contracts/verification/record.ts';
import { unseen } from '../../domain/verification/beside.ts';
import { remarksOn } from './judge-result.ts';

const namedAtMost = 3;

type Known = Readonly<
  Pick<VerificationRecord, 'results' | 'leftovers' | 'awaited' | 'blind'> & {
    /** Why the run never came to its work: it was refused, or ended before it said what it would verify. */
    notBegun: string | undefined;
    isChainWhole: boolean;
    /** Of leftovers: whether somebody tried to discard it and could not. */
    undiscarded: readonly string[];
    /** State and error of what stopped the run. */
    stopped: readonly string[];
  }
>;

export type RunVerdict = Readonly<{ verdict: Verdict; reason: string }>;

/** One verdict for the run: failed by anything that failed, passed only when everything was looked at and cleared away. */
export function judgeRun(known: Known): RunVerdict {
  const { results, notBegun } = known;
  const [failed, open] = [counted(results, 'failed'), counted(results, 'inconclusive')];
  const [wrong, unclear] = [faults(known), doubts(known)];
  const verdictOf = (): Verdict => {
    if (failed.length + wrong.length > 0) return 'failed';
    return open.length + unclear.length > 0 || notBegun !== undefined ? 'inconclusive' : 'passed';
  };
  const opening = notBegun === undefined ? [] : [notBegun];
  const good = results.some(({ verdict }) => verdict === 'passed') ? [proven(results)] : [];
  return {
    verdict: verdictOf(),
    reason: [...opening, ...failed, ...wrong, ...open, ...unclear, ...good, ...late(results), ...told(known)].join(
      '; ',
    ),
  };
}

function counted(results: readonly VerificationResult[], verdict: Verdict): string[] {
  const those = results.filter((result) => result.verdict === verdict);
  if (those.length === 0) return [];
  const reasons = those
    .slice(0, namedAtMost)
    .map(({ plan, verification, because }) => `${plan}/${verification}: ${because}`);
  const more = those.length - reasons.length;
  return [
    `${those.length} of ${results.length} ${verdict}: ${reasons.join('; ')}${more > 0 ? `; and ${more} more` : ''}`,
  ];
}

/** Reasons against the run that are not about a backup's data. */
const faults = ({ results, undiscarded }: Known): string[] =>
  list('copies left over:', [...copies(results, 'leftOver'), ...undiscarded]);

const list = (what: string, names: readonly string[]): string[] =>
  names.length === 0 ? [] : [`${what} ${names.join(', ')}`];

const copies = (results: readonly VerificationResult[], verdict: VerificationResult['copy']['verdict']): string[] =>
  results.flatMap(({ plan, verification, copy }) =>
    copy.verdict === verdict ? [copy.name ?? `that of ${plan}/${verification}`] : [],
  );

function doubts({ results, leftovers, undiscarded, blind, isChainWhole, stopped }: Known): string[] {
  const untouched = leftovers
    .filter(({ isOurs, isDiscarded, name }) => isOurs && !isDiscarded && !undiscarded.includes(name))
    .map(({ name }) => name);
  return [
    ...list('not proven gone:', [...copies(results, 'unknown'), ...untouched]),
    ...list('ordered and not seen yet:', copies(results, 'unseen')),
    ...list(
      'not searched for leftovers:',
      blind.map(({ region }) => region),
    ),
    ...list('the run was stopped by', stopped),
    ...(isChainWhole ? [] : ['a hash of the ledger does not agree']),
  ];
}

/**
 * Whole is what was looked at in every part. Backups that are only found are dated and weighed; nothing proves that they are whole.
 */
function proven(results: readonly VerificationResult[]): string {
  const passed = results.filter(({ verdict }) => verdict === 'passed');
  const restored = passed.filter(({ restore }) => restore !== undefined);
  const part = restored.filter(({ notLookedAt }) => unseen(notLookedAt).length > 0).length;
  const whole = restored.length - part;
  const found = passed.length - restored.length;
  const parts = [
    ...(whole > 0 || (found === 0 && part === 0) ? [`${whole} of ${results.length} backups proven whole`] : []),
    ...(part > 0 ? [`${part} of ${results.length} proven in what was looked at`] : []),
    ...(found > 0 ? [`${found} of ${results.length} found and new enough`] : []),
  ];
  return parts.join(', ');
}

function late(results: readonly VerificationResult[]): string[] {
  const those = results.filter(({ restore }) => restore?.untilFirstCheckSeconds !== undefined && !restore.isMet);
  return list(
    'restored later than the objective:',
    those.map(({ plan, verification }) => `${plan}/${verification}`),
  );
}

/** Told, and no fault of this run: what an earlier one has ordered. */
const told = ({ awaited, results }: Known): string[] => [
  ...remarked(results),
  ...replaced(results),
  ...list(
    'ordered by an earlier run and not seen yet:',
    awaited.map(({ name }) => name),
  ),
];

/** Of those that passed: what was not looked at, and what was found that is no fault. */
const remarked = (results: readonly VerificationResult[]): string[] =>
  results
    .filter(({ verdict }) => verdict === 'passed')
    .flatMap(({ plan, verification, checks, notLookedAt }) => {
      const remarks = remarksOn({ results: checks, notLookedAt });
      return remarks.length === 0 ? [] : [`${plan}/${verification}: ${remarks.join('; ')}`];
    });

/** Another point than the newest was restored, since that one was gone by then. */
function replaced(results: readonly VerificationResult[]): string[] {
  const those = results.filter(({ insteadOf, point }) => insteadOf.length > 0 && point !== undefined);
  return list(
    'restored in place of what was gone:',
    those.map(
      ({ plan, verification, point, insteadOf }) =>
        `${plan}/${verification} (${point?.id} for ${insteadOf.map(({ id }) => id).join(', ')})`,
    ),
  );
}
