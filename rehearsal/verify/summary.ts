import { styleText } from 'node:util';
import type { VerificationRecord, VerificationResult } from '../../shared/contracts/verification/record.ts';
import { duration } from '../../shared/report/format.ts';
import {
  ageWords,
  checkWords,
  copyWords,
  foundWords,
  leftoverState,
  nameOf,
  objectiveWords,
  outcomeWord,
  readWords,
  sortChecks,
  timesOf,
  verificationHeadline,
} from '../../shared/report/verification/words.ts';
import type { VerifyOptions } from './options.ts';

/** What was shown, for the terminal. */
export function verifySummary(record: VerificationRecord, { speed }: VerifyOptions): string {
  const lines = [
    '',
    styleText('bold', verificationHeadline(record)),
    `  ${record.reason}`,
    '',
    ...record.results.flatMap(resultLines),
    ...record.leftovers.map(
      (one) =>
        `  left by an earlier run: ${one.name}, ${duration(one.ageSeconds)} old, ${leftoverState(one)} (${one.because})`,
    ),
    '',
    styleText('dim', `  PostgreSQL was real; AWS was simulated, its own dwell times ${speed} times faster.`),
  ];
  return lines.join('\n');
}

function resultLines(result: VerificationResult): string[] {
  const colour = result.verdict === 'passed' ? 'green' : 'red';
  const { open } = sortChecks(result.checks);
  const looked = checkWords(result).map(({ words }) => words);
  return [
    `  ${styleText('bold', nameOf(result))} ${styleText(colour, result.verdict)}  ${styleText('dim', result.because)}`,
    line('age of the data', ageWords(result)),
    ...restoreLines(result),
    line('checks', looked.join(', ')),
    line('read', readWords(result).join(', ')),
    ...open.map((check) =>
      styleText('red', `    ${outcomeWord[check.outcome]}: ${check.kind} ${check.name}: ${foundWords(check)}`),
    ),
    line('copy', `${copyWords(result)}: ${result.copy.because}`),
  ];
}

const line = (name: string, text: string): string => `    ${name.padEnd(18)} ${text}`;

const restoreLines = ({ restore }: VerificationResult): string[] =>
  restore === undefined
    ? []
    : [
        ...timesOf(restore).map(({ label, seconds }) =>
          line(`until ${label}`, seconds === undefined ? 'not measured' : duration(seconds)),
        ),
        line('', objectiveWords(restore)),
      ];
