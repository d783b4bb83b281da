import type { VerificationRecord, VerificationResult } from '../../contracts/verification/record.ts';
import { besideWords, unseen } from '../../domain/verification/beside.ts';
import { count, dayAndTime, duration, size } from '../format.ts';

const copyWord = {
  notMade: 'none made',
  discarded: 'discarded',
  leftOver: 'LEFT OVER',
  unseen: 'NOT SEEN YET',
  unknown: 'NOT PROVEN GONE',
} as const;

export const outcomeWord = { passed: 'passed', failed: 'FAILED', didNotRun: 'did not run' } as const;

/** What happened, for somebody who reads one line only. */
export function verificationHeadline({ verdict, results }: VerificationRecord): string {
  const isPart = verdict === 'passed' && results.some(({ notLookedAt }) => unseen(notLookedAt).length > 0);
  return `Restore verification ${verdict}${isPart ? ' in what was looked at' : ''}`;
}

/** What no check has looked at, kind by kind; every name that the record has. */
export const besideLines = ({ notLookedAt, notNamed }: VerificationResult, most?: number): string[] => [
  ...[...Map.groupBy(notLookedAt, ({ kind }) => kind).values()].map((those) =>
    besideWords(those, most ?? those.length),
  ),
  ...(notNamed > 0 ? [`${count(notNamed)} more that are not named`] : []),
];

export const nameOf = ({ plan, verification }: VerificationResult): string => `${plan}/${verification}`;

/** When, by whom and why the run was started. */
export const originOf = ({ runId, openedAt, endedAt, trigger }: VerificationRecord): string =>
  `Run ${runId}, ${dayAndTime(openedAt)} to ${dayAndTime(endedAt)} UTC. Started because: ${trigger.reason}${trigger.operator ? `, ${trigger.operator}` : ''}`;

export function ageWords({ age: { measuredSeconds, limitSeconds } }: VerificationResult): string {
  const limit = limitSeconds > 0 ? `limit ${duration(limitSeconds)}` : 'limit not known';
  return `${measuredSeconds === undefined ? 'not known' : duration(measuredSeconds)}, ${limit}`;
}

export const isTooOld = ({ age: { measuredSeconds, limitSeconds } }: VerificationResult): boolean =>
  measuredSeconds !== undefined && limitSeconds > 0 && measuredSeconds > limitSeconds;

type Restore = NonNullable<VerificationResult['restore']>;

/** The three times of a restore, in the order in which they pass. */
export const timesOf = (restore: Restore) =>
  [
    { label: 'available', seconds: restore.untilAvailableSeconds },
    { label: 'first check', seconds: restore.untilFirstCheckSeconds },
    { label: 'all read', seconds: restore.untilReadSeconds },
  ] as const;

export const timeWords = (restore: Restore): string[] =>
  timesOf(restore).map(
    ({ label, seconds }) => `${label}: ${seconds === undefined ? 'not measured' : duration(seconds)}`,
  );

export const objectiveWords = ({ objectiveSeconds, isMet }: Restore): string =>
  `objective ${duration(objectiveSeconds)}: ${isMet ? 'met' : 'NOT met'}`;

/** How many checks came out how; a kind of outcome that did not occur is left out, save that nothing passed. */
export const checkWords = ({ counts }: VerificationResult) => [
  { tone: '', words: `${counts.passed} passed` } as const,
  ...(counts.failed > 0 ? [{ tone: 'bad', words: `${counts.failed} failed` } as const] : []),
  ...(counts.didNotRun > 0 ? [{ tone: 'unsure', words: `${counts.didNotRun} did not run` } as const] : []),
];

export const readWords = ({ counts }: VerificationResult): string[] => [
  several(counts.tables, 'table', 'tables'),
  ...(counts.indexes > 0 ? [several(counts.indexes, 'index', 'indexes')] : []),
  several(counts.rows, 'row', 'rows'),
  size(counts.bytes),
];

const several = (number: number, one: string, many: string): string => `${count(number)} ${number === 1 ? one : many}`;

export const copyWords = ({ copy }: VerificationResult): string => copyWord[copy.verdict];

export const isCopyGone = ({ copy }: VerificationResult): boolean =>
  copy.verdict === 'notMade' || copy.verdict === 'discarded';

/** Engine, size and how it was made, after the moment of its data. */
export function pointWords({ point }: VerificationResult): string[] {
  if (point === undefined) return [];
  const { type, engineVersion, bytes } = point;
  return [type, ...(engineVersion ? [`engine ${engineVersion}`] : []), ...(bytes === undefined ? [] : [size(bytes)])];
}

type Check = VerificationResult['checks'][number];

/** What a check found, beside its outcome. */
export const foundWords = ({ because, value, rows, bytes, checksum }: Check): string =>
  [
    ...(because ? [because] : []),
    ...(value === undefined ? [] : [`value ${count(value)}`]),
    ...(rows === undefined ? [] : [several(rows, 'row', 'rows')]),
    ...(bytes === undefined ? [] : [size(bytes)]),
    ...(checksum ? [`checksum ${checksum}`] : []),
  ].join(', ');

/** What a person reads first: what failed, then what did not run, then the rest. */
export function sortChecks(checks: readonly Check[]): Readonly<{ open: Check[]; passed: Check[] }> {
  const having = (outcome: Check['outcome']) => checks.filter((check) => check.outcome === outcome);
  return { open: [...having('failed'), ...having('didNotRun')], passed: having('passed') };
}

type Left = VerificationRecord['leftovers'][number];

export function leftoverState({ isOurs, isDiscarded }: Left): string {
  if (isDiscarded) return 'discarded';
  return isOurs ? 'STILL THERE' : 'left alone: not provably ours';
}

export const awaitedState = ({ isGivenUp }: VerificationRecord['awaited'][number]): string =>
  isGivenUp ? 'never seen' : 'NOT SEEN YET';

/** A recovery point that was chosen first, and why another one was restored. */
export const insteadWords = ({ insteadOf }: VerificationResult): string[] =>
  insteadOf.map(({ id, because }) => `in place of ${id}: ${because}`);

/** What was not searched holds what it holds. */
export function noLeftover({ blind, results }: VerificationRecord): string {
  if (results.length === 0) return 'No search is on record that found anything.';
  return blind.length > 0 ? 'Nothing was found where a search was possible.' : 'Nothing was found.';
}
