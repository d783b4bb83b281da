import type { VerificationRecord, VerificationResult } from '../../contracts/verification/record.ts';
import { dayAndTime, dollars, duration, timeOfDay } from '../format.ts';
import { markdownTable, safe } from '../markdown.ts';
import {
  ageWords,
  awaitedState,
  besideLines,
  checkWords,
  copyWords,
  foundWords,
  insteadWords,
  leftoverState,
  nameOf,
  noLeftover,
  objectiveWords,
  originOf,
  outcomeWord,
  pointWords,
  readWords,
  sortChecks,
  timeWords,
  verificationHeadline,
} from './words.ts';

const head = ['Backup', 'Source', 'Verdict', 'Recovery point', 'Age', 'Restore time', 'Checks', 'Read', 'Copy'];

/** The record of a restore verification as text, in the order in which people ask. */
export function renderVerificationMarkdown(record: VerificationRecord): string {
  const { results, entries, chain } = record;
  const parts = [
    `# ${verificationHeadline(record)}`,
    safe(record.reason),
    safe(originOf(record)),
    '## Backups',
    results.length > 0 ? markdownTable(head, safely(results.map(backupRow))) : 'No backup was looked at.',
    '## What was looked at',
    ...results.flatMap(detail),
    ...leftovers(record),
    '## Ledger',
    `${entries.length} entries in ${Object.keys(chain.heads).length} chains; ${chain.isWhole ? 'every hash agrees' : 'A HASH DOES NOT AGREE'}.`,
  ];
  return `${parts.join('\n\n')}\n`;
}

const safely = (rows: readonly (readonly string[])[]): string[][] => rows.map((row) => row.map(safe));

const backupRow = (result: VerificationResult): string[] => [
  nameOf(result),
  `${result.source} in ${result.region}`,
  result.verdict,
  result.point
    ? `${dayAndTime(result.point.databaseTime)} UTC: ${result.point.id}, ${pointWords(result).join(', ')}`
    : 'none',
  ageWords(result),
  result.restore ? [...timeWords(result.restore), objectiveWords(result.restore)].join(', ') : 'found, not restored',
  checkWords(result)
    .map(({ words }) => words)
    .join(', '),
  result.restore ? readWords(result).join(', ') : 'nothing',
  copyWords(result),
];

function detail(result: VerificationResult): string[] {
  const { name, arn, because } = result.copy;
  return [
    `### ${safe(nameOf(result))}: ${result.verdict}`,
    safe(result.because),
    ...notLookedAt(result),
    ...checks(result),
    safe(`Copy: ${[copyWords(result), because, arn ?? name].filter(Boolean).join(', ')}`),
    ...insteadWords(result).map((words) => safe(`Restored ${words}`)),
    `${result.considered} recovery points looked at.`,
    ...(result.passedOver.length > 0
      ? [markdownTable(['Does not count', 'Why'], safely(result.passedOver.map(({ id, because: why }) => [id, why])))]
      : []),
  ];
}

function notLookedAt(result: VerificationResult): string[] {
  const lines = besideLines(result);
  return lines.length === 0 ? [] : [`Not looked at:\n\n${lines.map((line) => `- ${safe(line)}`).join('\n')}`];
}

function checks(result: VerificationResult): string[] {
  const { open, passed } = sortChecks(result.checks);
  const rows = [...open, ...passed].map((check) => [
    outcomeWord[check.outcome],
    check.kind,
    check.name,
    foundWords(check),
    timeOfDay(check.at),
  ]);
  return rows.length > 0 ? [markdownTable(['Outcome', 'Kind', 'Check', 'Found', 'At (UTC)'], safely(rows))] : [];
}

function leftovers(record: VerificationRecord): string[] {
  const { blind } = record;
  const rows = leftoverRows(record);
  return [
    '## Left by earlier runs',
    rows.length > 0 ? markdownTable(['Copy', 'ARN', 'Age', 'Cost', 'Now', 'Why'], safely(rows)) : noLeftover(record),
    ...blind.map(({ region, because }) => safe(`${region} could not be searched: ${because}`)),
  ];
}

const leftoverRows = ({ leftovers: left, awaited }: VerificationRecord): string[][] => [
  ...left.map((one) => [
    one.name,
    one.arn,
    duration(one.ageSeconds),
    one.cost === undefined ? 'not known' : dollars(one.cost),
    leftoverState(one),
    one.because,
  ]),
  ...awaited.map((one) => [one.name, 'none seen', 'not known', 'not known', awaitedState(one), one.because]),
];
