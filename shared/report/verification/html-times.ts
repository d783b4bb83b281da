import type { VerificationResult } from '../../contracts/verification/record.ts';
import { duration } from '../format.ts';
import { html, type Markup } from '../html/markup.ts';
import { section } from '../html/table.ts';
import { nameOf, objectiveWords, timesOf, timeWords } from './words.ts';

const classes = { available: 'available', 'first check': 'checked', 'all read': 'read' } as const;

const minute = 60;
const hour = 60 * minute;
const tickSeconds = [10, 30, minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 6 * hour];

const keys = [
  ['available', 'available'],
  ['checked', 'first check of data'],
  ['read', 'everything read'],
  ['objective', 'objective for the first check'],
] as const;

/** How long each restore took, all on one scale, from the call that asked for it. */
export function restorePicture(results: readonly VerificationResult[]): Markup | string {
  const restored = results.flatMap((result) => (result.restore ? [{ result, restore: result.restore }] : []));
  if (restored.length === 0) return '';
  const tick = tickOf(restored.map(({ restore }) => restore));
  const scale = 4 * tick;
  const ticks = [0, 1, 2, 3, 4].map((one) => html`<span>${one === 0 ? '0' : duration(one * tick)}</span>`);
  return section(
    'Restore times',
    html`<p class="key dim"><small>From the call that restores, until
    ${keys.map(([kind, words]) => html`<span class="n"><i class="${kind}"></i>${words}</span> `)}</small></p>
    <div class="times">${restored.map(({ result, restore }) => row(result, restore, scale))}</div><div class="axis">${ticks}</div>`,
  );
}

type Restore = NonNullable<VerificationResult['restore']>;

/** A round time between two ticks, so that four of them hold the longest. */
function tickOf(restores: readonly Restore[]): number {
  const known = (restore: Restore) => timesOf(restore).map(({ seconds }) => seconds ?? 0);
  const longest = Math.max(...restores.flatMap((restore) => [restore.objectiveSeconds, ...known(restore)]));
  return tickSeconds.find((seconds) => 4 * seconds > longest) ?? Math.ceil(longest / 4 / hour) * hour;
}

const row = (result: VerificationResult, restore: Restore, scale: number): Markup =>
  html`<div class="step"><div class="what"><b>${nameOf(result)}</b><span class="${restore.isMet ? 'good' : 'bad'}">${objectiveWords(restore)}</span></div>
    ${picture(nameOf(result), restore, scale)}<small class="dim">${timeWords(restore).join(', ')}</small></div>`;

/** No viewBox: places are shares of the width, so that nothing is squeezed on a phone. */
function picture(name: string, restore: Restore, scale: number): Markup {
  const mark = percent(restore.objectiveSeconds, scale);
  const words = [...timeWords(restore), objectiveWords(restore)].join('; ');
  return html`<svg role="img" width="100%" height="20" aria-label="${name}: ${words}"><rect class="ground" x="0" y="3" width="100%" height="14"/>
    ${segments(restore, scale)}<line class="objective" x1="${mark}" x2="${mark}" y1="0" y2="20"/></svg>`;
}

const percent = (seconds: number, scale: number): string => `${((100 * seconds) / scale).toFixed(2)}%`;

/** A time that was not measured has no bar; the next begins where the last one that was measured ended. */
function segments(restore: Restore, scale: number): Markup[] {
  const known = timesOf(restore).flatMap(({ label, seconds }) => (seconds === undefined ? [] : [{ label, seconds }]));
  return known.map(({ label, seconds }, index) => {
    const start = known[index - 1]?.seconds ?? 0;
    return html`<rect class="${classes[label]}" x="${percent(start, scale)}" y="3" width="${percent(Math.max(0, seconds - start), scale)}" height="14"><title>${label}: ${duration(seconds)}</title></rect>`;
  });
}
