import type { DataCheckResult } from '../../contracts/verification/facts.ts';
import type { VerificationRecord, VerificationResult } from '../../contracts/verification/record.ts';
import { duration } from '../format.ts';

const verdictWords = { passed: 'Proven', failed: 'NOT proven', inconclusive: 'Not known' } as const;

/** What was shown, in words that a person reads at a glance. */
export const verificationHeadline = ({ verdict, results, reason }: VerificationRecord): string => {
  if (results.length === 0) return `Backups not verified: ${reason}`;
  const passed = results.filter((one) => one.verdict === 'passed').length;
  return `${verdictWords[verdict]}: ${passed} of ${results.length} backups`;
};

export const titleOf = ({ plan, verification }: Pick<VerificationResult, 'plan' | 'verification'>): string =>
  `${plan}/${verification}`;

const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** 104857600 → 105 MB */
export const bytesInWords = (bytes: number): string => {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 10 && unit > 0 ? Math.round(value * 10) / 10 : Math.round(value)} ${units[unit]}`;
};

const measured = (seconds: number | undefined): string => (seconds === undefined ? 'not reached' : duration(seconds));

/** The times of a restore, each beside its name. */
export const restoreTimes = ({ restore }: VerificationResult): readonly (readonly [string, string])[] =>
  restore === undefined
    ? []
    : [
        ['until available', measured(restore.untilAvailableSeconds)],
        ['until the first check passed', measured(restore.untilFirstCheckSeconds)],
        ['until everything was read once', measured(restore.untilReadSeconds)],
      ];

export const objectiveInWords = ({ restore }: VerificationResult): string =>
  restore === undefined ? '' : `objective ${duration(restore.objectiveSeconds)}: ${restore.isMet ? 'met' : 'NOT met'}`;

export const ageInWords = ({ age }: VerificationResult): string => {
  const found = age.measuredSeconds === undefined ? 'unknown' : duration(age.measuredSeconds);
  return `${found}, at most ${duration(age.limitSeconds)}`;
};

export const countsInWords = ({ counts, restore }: VerificationResult): string =>
  restore === undefined
    ? 'not restored: age and size only'
    : `${counts.passed} passed, ${counts.failed} failed, ${counts.didNotRun} did not run`;

export const readInWords = ({ counts, restore }: VerificationResult): string =>
  restore === undefined
    ? ''
    : `${counts.tables} tables, ${counts.rows} rows, ${bytesInWords(counts.bytes)}, ${counts.indexes} indexes`;

const order = { failed: 0, didNotRun: 1, passed: 2 } as const;

/** What needs eyes first. */
export const byUrgency = (checks: readonly DataCheckResult[]): DataCheckResult[] =>
  [...checks].sort((a, b) => order[a.outcome] - order[b.outcome]);
