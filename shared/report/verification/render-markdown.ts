import type { VerificationRecord, VerificationResult } from '../../contracts/verification/record.ts';
import { duration } from '../format.ts';
import { markdownTable, safe } from '../markdown.ts';
import {
  ageInWords,
  byUrgency,
  countsInWords,
  objectiveInWords,
  readInWords,
  restoreTimes,
  titleOf,
  verificationHeadline,
} from './words.ts';

const summaryRow = (result: VerificationResult): string[] => [
  titleOf(result),
  safe(result.source),
  result.verdict === 'passed' ? 'passed' : `**${result.verdict}**`,
  ageInWords(result),
  restoreTimes(result)
    .map(([name, time]) => `${time} ${name}`)
    .join('; '),
  objectiveInWords(result),
  result.copy.verdict,
];

const detail = (result: VerificationResult): string => {
  const shown = byUrgency(result.checks).map((check) => [
    check.outcome,
    check.kind,
    safe(check.name),
    safe(check.because ?? (check.value === undefined ? '' : String(check.value))),
  ]);
  const parts = [
    `## ${titleOf(result)}: ${result.verdict}`,
    safe(result.because),
    `Recovery point: ${result.point === undefined ? 'none' : safe(`${result.point.id} (${result.point.type}), data of ${result.point.databaseTime}`)}; ${result.considered} considered.`,
    ...(result.passedOver.length === 0
      ? []
      : [
          markdownTable(
            ['Passed over', 'Why'],
            result.passedOver.map(({ id, because }) => [safe(id), safe(because)]),
          ),
        ]),
    ...(result.restore === undefined ? [] : [`Looked at: ${countsInWords(result)}; read: ${readInWords(result)}.`]),
    `Copy: ${result.copy.verdict}${result.copy.arn ? ` (${safe(result.copy.arn)})` : ''}: ${safe(result.copy.because)}`,
    ...(shown.length === 0 ? [] : [markdownTable(['', 'Kind', 'What', ''], shown)]),
  ];
  return parts.join('\n\n');
};

const leftovers = (record: VerificationRecord): string[] =>
  record.leftovers.length === 0
    ? []
    : [
        `## Left by earlier runs\n\n${markdownTable(
          ['Copy', 'Age', 'Cost', 'Ours', 'Removed', ''],
          record.leftovers.map((one) => [
            safe(one.name),
            duration(one.ageSeconds),
            one.cost === undefined ? 'unknown' : `${one.cost.toFixed(2)} USD`,
            one.isOurs ? 'yes' : 'no',
            one.isDiscarded ? 'yes' : 'NO',
            safe(one.because),
          ]),
        )}`,
      ];

/** The record for people and for what reads Markdown. */
export const renderVerificationMarkdown = (record: VerificationRecord): string => {
  const who = record.trigger.operator ? ` by ${safe(record.trigger.operator)}` : '';
  const sections = [
    `# ${safe(verificationHeadline(record))}`,
    safe(record.reason),
    `Run ${record.runId}, ${record.openedAt} to ${record.endedAt}${who}: ${safe(record.trigger.reason)}`,
    ...(record.results.length === 0
      ? []
      : [
          markdownTable(
            ['Backup', 'Of', 'Verdict', 'Age of the data', 'Restore', '', 'Copy'],
            record.results.map(summaryRow),
          ),
        ]),
    ...record.blind.map(
      ({ region, because }) => `${region} could not be searched for copies left over: ${safe(because)}`,
    ),
    ...leftovers(record),
    ...record.results.map(detail),
    `## Ledger\n\n${record.entries.length} entries in ${Object.keys(record.chain.heads).length} chains; ${record.chain.isWhole ? 'every hash agrees' : 'A HASH DOES NOT AGREE'}.`,
  ];
  return `${sections.join('\n\n')}\n`;
};
