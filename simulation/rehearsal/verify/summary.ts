import { styleText } from 'node:util';
import type { VerificationRecord, VerificationResult } from '../../../shared/contracts/verification/record.ts';
import { duration } from '../../../shared/report/format.ts';
import {
  ageInWords,
  byUrgency,
  countsInWords,
  objectiveInWords,
  readInWords,
  restoreTimes,
  titleOf,
  verificationHeadline,
} from '../../../shared/report/verification/words.ts';
import type { VerifyOptions } from './options.ts';

const resultLines = (result: VerificationResult): string[] => {
  const colour = result.verdict === 'passed' ? 'green' : 'red';
  const wrong = byUrgency(result.checks).filter(({ outcome }) => outcome !== 'passed');
  return [
    `  ${styleText('bold', titleOf(result))} ${styleText(colour, result.verdict)}  ${styleText('dim', result.because)}`,
    `    age of the data   ${ageInWords(result)}`,
    ...restoreTimes(result).map(([name, time]) => `    ${time.padEnd(17)} ${name}`),
    `    ${objectiveInWords(result)}`,
    `    looked at         ${countsInWords(result)}: ${readInWords(result)}`,
    ...wrong.map(({ outcome, kind, name, because }) =>
      styleText('red', `    ${outcome}: ${kind} ${name}: ${because ?? ''}`),
    ),
    `    copy              ${result.copy.verdict}: ${result.copy.because}`,
  ];
};

/** What was shown, for the terminal. */
export const verifySummary = (record: VerificationRecord, { speed }: VerifyOptions): string => {
  const lines = [
    '',
    styleText('bold', verificationHeadline(record)),
    `  ${record.reason}`,
    '',
    ...record.results.flatMap(resultLines),
    ...record.leftovers.map(
      (one) =>
        `  left by an earlier run: ${one.name}, ${duration(one.ageSeconds)} old, ${one.isDiscarded ? 'removed' : `not removed (${one.because})`}`,
    ),
    '',
    styleText('dim', `  PostgreSQL was real; AWS was simulated, its own dwell times ${speed} times faster.`),
  ];
  return lines.join('\n');
};
