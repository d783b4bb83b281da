import type { DataCheckResult } from '../../contracts/verification/facts.ts';
import type { VerificationRecord, VerificationResult } from '../../contracts/verification/record.ts';
import { duration, timeOfDay } from '../format.ts';
import { html, type Markup, trusted } from '../html/markup.ts';
import { styles } from '../html/styles.ts';
import { section, table } from '../html/table.ts';
import { restorePicture } from './restore-picture.ts';
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

const good = (isGood: boolean, text: string): Markup => html`<span class="${isGood ? 'good' : 'bad'}">${text}</span>`;

const summaryRow = (result: VerificationResult) => [
  html`<b>${titleOf(result)}</b><br><small class="dim">${result.source}, ${result.region ?? ''}</small>`,
  html`${good(result.verdict === 'passed', result.verdict)}<br><small>${result.because}</small>`,
  html`${ageInWords(result)}<br><small class="dim">${result.point?.id ?? 'no recovery point'}</small>`,
  html`${restoreTimes(result).map(([name, time]) => html`<div>${time} <small class="dim">${name}</small></div>`)}<small>${objectiveInWords(result)}</small>`,
  html`${countsInWords(result)}<br><small class="dim">${readInWords(result)}</small>`,
  good(result.copy.verdict === 'discarded' || result.copy.verdict === 'notMade', result.copy.verdict),
];

const summary = ({ results }: VerificationRecord): Markup =>
  section(
    'Backups',
    table(['Backup', 'Verdict', 'Age of the data', 'Restore', 'Looked at', 'Copy'], results.map(summaryRow)),
  );

const checkRow = (check: DataCheckResult) => [
  good(check.outcome === 'passed', check.outcome),
  check.kind,
  check.name,
  check.because ??
    (check.value === undefined ? (check.rows === undefined ? '' : `${check.rows} rows`) : String(check.value)),
];

const checks = (shown: readonly DataCheckResult[]): Markup => table(['', 'Kind', 'What', ''], shown.map(checkRow));

const detail = (result: VerificationResult): Markup => {
  const sorted = byUrgency(result.checks);
  const bad = sorted.filter(({ outcome }) => outcome !== 'passed');
  const rest = sorted.filter(({ outcome }) => outcome === 'passed');
  return section(
    titleOf(result),
    html`<p>${good(result.verdict === 'passed', result.verdict)}: ${result.because}</p>
    <p class="dim"><small>${result.considered} recovery points considered; ${result.point === undefined ? 'none chosen' : html`${result.point.id} (${result.point.type}) with the data of ${result.point.databaseTime}`}.
    Copy ${result.copy.name ?? ''} ${result.copy.verdict}: ${result.copy.because}.</small></p>
    ${
      result.passedOver.length > 0
        ? table(
            ['Passed over', 'Why'],
            result.passedOver.map(({ id, because }) => [id, because]),
          )
        : ''
    }
    ${bad.length > 0 ? checks(bad) : ''}
    ${rest.length > 0 ? html`<details><summary>${rest.length} checks that passed</summary>${checks(rest)}</details>` : ''}`,
  );
};

const leftovers = ({ leftovers: found }: VerificationRecord): Markup | string =>
  found.length === 0
    ? ''
    : section(
        'Left by earlier runs',
        table(
          ['Copy', 'Age', 'Cost', 'Removed', 'Why'],
          found.map((one) => [
            html`<b>${one.name}</b><br><small class="dim">${one.arn}</small>`,
            duration(one.ageSeconds),
            one.cost === undefined ? 'unknown' : `${one.cost.toFixed(2)} USD`,
            good(one.isDiscarded, one.isDiscarded ? 'yes' : 'no'),
            one.because,
          ]),
        ),
      );

const blind = ({ blind: regions }: VerificationRecord): Markup[] =>
  regions.map(
    ({ region, because }) => html`<p class="bad">${region} could not be searched for copies left over: ${because}</p>`,
  );

const ledger = ({ entries, chain, runId }: VerificationRecord): Markup =>
  section(
    'Ledger',
    html`<p>${entries.length} entries in ${Object.keys(chain.heads).length} chains; ${good(chain.isWhole, chain.isWhole ? 'every hash agrees' : 'a hash does not agree')}.</p>
    <p class="dim"><small>Run ${runId}. The whole account is in record.json beside this page.</small></p>`,
  );

/** One self-contained page: no script, no address outside itself. */
export const renderVerificationHtml = (record: VerificationRecord): string => {
  const headline = verificationHeadline(record);
  const who = record.trigger.operator ? `, ${record.trigger.operator}` : '';
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${headline}</title><style>${trusted(styles)}</style></head><body>
<header class="${record.verdict === 'passed' ? 'good' : 'bad'}"><h1>${headline}</h1>
<p>${record.reason}</p>
<p class="dim">${record.openedAt.slice(0, 10)} ${timeOfDay(record.openedAt)} to ${timeOfDay(record.endedAt)} UTC. Started because: ${record.trigger.reason}${who}</p></header>
${record.results.length > 0 ? summary(record) : ''}${restorePicture(record.results)}${blind(record)}${leftovers(record)}${record.results.map(detail)}${ledger(record)}
</body></html>
`.html;
};
