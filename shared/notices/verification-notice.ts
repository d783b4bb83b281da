import type { RunId } from '../contracts/fields.ts';
import type { VerificationRecord, VerificationResult } from '../contracts/verification/record.ts';
import { dollars, duration } from '../report/format.ts';
import {
  awaitedState,
  besideLines,
  copyWords,
  insteadWords,
  isCopyGone,
  leftoverState,
  nameOf,
  verificationHeadline,
} from '../report/verification/words.ts';
import { createNotice, type Notice, oneLine } from './notice.ts';
import { leftoversThere, nextLines, unproven } from './verification-advice.ts';

const shown = 50;

/** How a restore verification ended: one line when all is well. `location`: where the record lies, once it does. */
export function verificationNotice(record: VerificationRecord, location: string | undefined): Notice {
  const isToldShort =
    leftoversThere(record).length === 0 &&
    record.awaited.length === 0 &&
    insteadLines(record).length === 0 &&
    besideOf(record).length === 0;
  const isWell = record.verdict === 'passed' && isToldShort;
  const headline = `${verificationHeadline(record)}: ${oneLine(record.reason, 2000)}`;
  return createNotice(headline, {
    head: [headline, ...(isWell ? [] : startLines(record))],
    body: isWell ? [] : details(record),
    tail: [
      ...(isWell ? [] : [...nextLines(record), '']),
      `Record: ${location ?? 'could not be stored; the ledger has it'}`,
      `Reference: ${record.runId}:verification`,
    ],
    whole: 'the record has all of them',
  });
}

const insteadLines = ({ results }: VerificationRecord): string[] =>
  results.flatMap((result) =>
    insteadWords(result).map((words) => oneLine(`${nameOf(result)}: ${result.point?.id ?? 'nothing'} ${words}`, 500)),
  );

const besideOf = ({ results }: VerificationRecord): string[] =>
  results.flatMap((result) => besideLines(result, 20).map((line) => `${nameOf(result)}: ${oneLine(line, 800)}`));

const startLines = (record: VerificationRecord): string[] => [
  '',
  `Run: ${record.runId}, ${record.openedAt} to ${record.endedAt}`,
  `Started because: ${oneLine(record.trigger.reason)}${record.trigger.operator ? `, by ${oneLine(record.trigger.operator)}` : ''}`,
];

const details = (record: VerificationRecord): string[] => [
  ...listed('Backups that are not proven:', unproven(record.results).map(backupLine)),
  ...listed('Not looked at:', besideOf(record)),
  ...listed('Copies of this run:', record.results.filter((result) => !isCopyGone(result)).map(copyLine)),
  ...listed('Left by earlier runs:', leftoversThere(record).map(leftoverLine)),
  ...listed('Ordered by earlier runs:', record.awaited.map(awaitedLine)),
  ...listed('Restored in place of recovery points that were gone:', insteadLines(record)),
  ...listed(
    'Not searched for leftovers:',
    record.blind.map(({ region, because }) => `${region}: ${oneLine(because)}`),
  ),
];

/** Lines under a heading, none without a line; what is too much for a message is counted. */
function listed(heading: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length > shown ? [`... and ${lines.length - shown} more`] : [];
  return ['', heading, ...lines.slice(0, shown).map((line) => `- ${line}`), ...more];
}

const backupLine = (result: VerificationResult): string =>
  `${result.verdict}: ${nameOf(result)} (${oneLine(result.source, 100)}, ${result.region}): ${oneLine(result.because)}`;

function copyLine(result: VerificationResult): string {
  const { arn, name, because } = result.copy;
  return `${copyWords(result)}: ${oneLine(arn ?? name ?? `that of ${nameOf(result)}`)} in ${result.region}: ${oneLine(because)}`;
}

function leftoverLine(one: VerificationRecord['leftovers'][number]): string {
  const cost = one.cost === undefined ? '' : `, ${dollars(one.cost)} so far`;
  return `${leftoverState(one)}: ${oneLine(one.arn)}, ${duration(one.ageSeconds)} old${cost}: ${oneLine(one.because)}`;
}

const awaitedLine = (one: VerificationRecord['awaited'][number]): string =>
  `${awaitedState(one)}: ${one.name} in ${one.region}: ${oneLine(one.because)}`;

/** Said when the ledger cannot be read. */
export const blindVerificationNotice = (runId: RunId): Notice =>
  createNotice('Restore verification unknown: its ledger cannot be read', {
    head: [
      'A restore verification has ended, and what it did cannot be read from its ledger. Take no backup for proven.',
      'Copies of databases may have stayed behind: they cost money and hold your data.',
      '',
      `Run: ${runId}. Look at the execution of this name in Step Functions, and at the ledger's table.`,
      `Reference: ${runId}:verification`,
    ],
  });
