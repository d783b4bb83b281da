import type { VerificationRecord, VerificationResult } from '../../contracts/verification/record.ts';
import { dayAndTime, dollars, duration, timeOfDay } from '../format.ts';
import { html, type Markup } from '../html/markup.ts';
import { chainLine } from '../html/sections.ts';
import { section, stackingTable, table } from '../html/table.ts';
import { entryWords } from './entry-words.ts';
import { toneOf } from './html-backups.ts';
import {
  awaitedState,
  besideLines,
  copyWords,
  foundWords,
  insteadWords,
  isCopyGone,
  leftoverState,
  nameOf,
  noLeftover,
  outcomeWord,
  sortChecks,
} from './words.ts';

const tones = { passed: 'good', failed: 'bad', didNotRun: 'unsure' } as const;

/** Each backup again, with what failed first. */
export const details = (results: readonly VerificationResult[]): Markup | string =>
  results.length > 0 ? section('What was looked at', html`${results.map(detail)}`) : '';

const detail = (result: VerificationResult): Markup =>
  html`<h3>${nameOf(result)}: <span class="${toneOf(result.verdict)}">${result.verdict}</span></h3>
    <p>${result.because}</p>${insteadWords(result).map((words) => html`<p class="unsure">Restored ${words}</p>`)}${besideLines(result).map((line) => html`<p class="unsure">Not looked at: ${line}</p>`)}${checks(result)}${result.restore ? copy(result) : ''}${passedOver(result)}`;

function checks(result: VerificationResult): Markup {
  const { open, passed } = sortChecks(result.checks);
  return html`${open.length > 0 ? checkTable(open) : ''}${passed.length > 0 ? folded(`${passed.length} that passed`, checkTable(passed)) : ''}`;
}

type Check = VerificationResult['checks'][number];

const checkTable = (checks: readonly Check[]): Markup =>
  stackingTable(
    ['Outcome', 'Kind', 'Check', 'Found', 'At (UTC)'],
    checks.map((check) => [
      html`<span class="${tones[check.outcome]}">${outcomeWord[check.outcome]}</span>`,
      check.kind,
      html`<b>${check.name}</b>`,
      foundWords(check),
      timeOfDay(check.at),
    ]),
  );

const folded = (summary: string, content: Markup): Markup =>
  html`<details><summary>${summary}</summary>${content}</details>`;

function copy(result: VerificationResult): Markup {
  const { because, name, arn } = result.copy;
  return html`<p>Copy: <span class="${isCopyGone(result) ? '' : 'bad'}">${copyWords(result)}</span>, ${because} <small class="dim"><code>${arn ?? name}</code></small></p>`;
}

function passedOver({ considered, passedOver: over }: VerificationResult): Markup {
  const rows = over.map(({ id, because }) => [html`<code>${id}</code>`, because]);
  const looked = `${considered} recovery points looked at`;
  if (rows.length === 0) return html`<p class="dim">${looked}</p>`;
  return folded(
    `${looked}; ${rows.length} of them ${rows.length === 1 ? 'does' : 'do'} not count`,
    table(['Recovery point', 'Why not'], rows),
  );
}

export function leftovers(record: VerificationRecord): Markup {
  const { leftovers: left, awaited, blind } = record;
  const rows = [...left.map(leftoverRow), ...awaited.map(awaitedRow)];
  return section(
    'Left by earlier runs',
    html`${rows.length > 0 ? stackingTable(['Copy', 'Age', 'Cost', 'Now', 'Why'], rows) : html`<p>${noLeftover(record)}</p>`}
    ${blind.map(({ region, because }) => html`<p class="unsure">${region} could not be searched: ${because}</p>`)}`,
  );
}

const leftoverRow = (one: VerificationRecord['leftovers'][number]): (Markup | string)[] => [
  html`<b>${one.name}</b><br><small class="dim">${one.kind} in ${one.region}<br><code>${one.arn}</code></small>`,
  html`<span class="n">${duration(one.ageSeconds)}</span>`,
  one.cost === undefined ? 'not known' : dollars(one.cost),
  html`<span class="${one.isOurs && !one.isDiscarded ? 'bad' : ''}">${leftoverState(one)}</span>`,
  one.because,
];

const awaitedRow = (one: VerificationRecord['awaited'][number]): (Markup | string)[] => [
  html`<b>${one.name}</b><br><small class="dim">${one.kind} in ${one.region}</small>`,
  'not known',
  'not known',
  html`<span class="unsure">${awaitedState(one)}</span>`,
  one.because,
];

export function verificationLedger({ entries, chain }: VerificationRecord): Markup {
  const rows = entries.map(({ at, stream, sequence, hash, fact }) => [
    html`<span class="n">${dayAndTime(at)}</span>`,
    html`${stream} <span class="dim">${sequence}</span>`,
    html`<b>${fact.type}</b> ${entryWords(fact)}`,
    html`<code title="${hash}">${hash.slice(0, 12)}</code>`,
  ]);
  return section(
    'Ledger',
    html`${chainLine(entries.length, chain)}${folded('All entries', table(['At (UTC)', 'Chain', 'What', 'Hash'], rows))}
    <p class="dim"><small>The whole account is in record.json beside this page.</small></p>`,
  );
}
