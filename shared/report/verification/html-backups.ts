import type { Verdict } from '../../contracts/verification/facts.ts';
import type { VerificationResult } from '../../contracts/verification/record.ts';
import { dayAndTime } from '../format.ts';
import { html, type Markup } from '../html/markup.ts';
import { section, stackingTable } from '../html/table.ts';
import {
  ageWords,
  checkWords,
  copyWords,
  isCopyGone,
  isTooOld,
  nameOf,
  objectiveWords,
  pointWords,
  readWords,
  timeWords,
} from './words.ts';

const head = ['Backup', 'Verdict', 'Recovery point', 'Age', 'Restore time', 'Checks', 'Read', 'Copy'];

export const toneOf = (verdict: Verdict): 'good' | 'bad' | 'unsure' =>
  (({ passed: 'good', failed: 'bad', inconclusive: 'unsure' }) as const)[verdict];

/** Each backup in one row: every one that was to be verified, looked at or not. */
export const backups = (results: readonly VerificationResult[]): Markup =>
  section(
    'Backups',
    results.length > 0 ? stackingTable(head, results.map(row)) : html`<p class="bad">No backup was looked at.</p>`,
  );

const row = (result: VerificationResult): Markup[] => [
  html`<div><b>${nameOf(result)}</b><br><small class="dim">${result.source}<br>${result.region}</small></div>`,
  html`<b class="${toneOf(result.verdict)}">${result.verdict}</b>`,
  html`<div>${point(result)}</div>`,
  html`<span class="${isTooOld(result) ? 'bad' : ''}">${ageWords(result)}</span>`,
  html`<div>${times(result)}</div>`,
  html`<div>${checks(result)}</div>`,
  html`<div>${result.restore ? lines(readWords(result)) : html`<span class="dim">nothing</span>`}</div>`,
  html`<span class="${isCopyGone(result) ? '' : 'bad'}">${copyWords(result)}</span>`,
];

const point = (result: VerificationResult): Markup =>
  result.point
    ? html`<div class="n">${dayAndTime(result.point.databaseTime)} UTC</div><small class="dim"><code>${result.point.id}</code><br>${pointWords(result).join(', ')}</small>`
    : html`<span class="dim">none</span>`;

const times = ({ restore }: VerificationResult): Markup =>
  restore
    ? html`${lines(timeWords(restore))}<div class="n ${restore.isMet ? 'good' : 'bad'}">${objectiveWords(restore)}</div>`
    : html`<span class="dim">found, not restored</span>`;

const lines = (words: readonly string[]): Markup => html`${words.map((word) => html`<div class="n">${word}</div>`)}`;

function checks(result: VerificationResult): Markup {
  if (!result.restore && result.checks.length === 0) return html`<span class="dim">age and size only</span>`;
  return html`${checkWords(result).map(({ tone, words }) => html`<div class="n ${tone}">${words}</div>`)}`;
}
