import type { VerificationResult } from '../../contracts/verification/record.ts';
import { duration } from '../format.ts';
import { html, type Markup } from '../html/markup.ts';
import { titleOf } from './words.ts';

type Restore = NonNullable<VerificationResult['restore']>;

/** The bar is as long as the longest of what was measured and what was wanted, over all backups. */
const scaleOf = (restores: readonly Restore[]): number =>
  Math.max(
    1,
    ...restores.flatMap(
      ({ objectiveSeconds, untilAvailableSeconds = 0, untilFirstCheckSeconds = 0, untilReadSeconds = 0 }) => [
        objectiveSeconds,
        untilAvailableSeconds,
        untilFirstCheckSeconds,
        untilReadSeconds,
      ],
    ),
  );

const part = (
  kind: string,
  [from, to]: readonly [number | undefined, number | undefined],
  scale: number,
): Markup | string => {
  if (from === undefined || to === undefined || to < from) return '';
  const percent = (seconds: number) => ((100 * seconds) / scale).toFixed(2);
  return html`<i class="${kind}" style="left:${percent(from)}%;width:${percent(to - from)}%"></i>`;
};

const row = (result: VerificationResult, restore: Restore, scale: number): Markup => {
  const { untilAvailableSeconds: available, untilFirstCheckSeconds: first, untilReadSeconds: read } = restore;
  const mark = ((100 * restore.objectiveSeconds) / scale).toFixed(2);
  return html`<div class="step"><div class="what"><span><b>${titleOf(result)}</b>
    <span class="${restore.isMet ? 'good' : 'bad'}">objective ${duration(restore.objectiveSeconds)} ${restore.isMet ? 'met' : 'not met'}</span></span>
    <span>${first === undefined ? 'no check passed' : duration(first)}</span></div>
    <div class="track">${part('aws', [0, available], scale)}${part('ours', [available, first], scale)}${part('read', [first, read], scale)}<i class="mark" style="left:${mark}%"></i></div></div>`;
};

/** One bar for each backup that was restored, with its objective as a mark. */
export const restorePicture = (results: readonly VerificationResult[]): Markup | string => {
  const restored = results.flatMap((result) =>
    result.restore === undefined ? [] : [{ result, restore: result.restore }],
  );
  if (restored.length === 0) return '';
  const scale = scaleOf(restored.map(({ restore }) => restore));
  const ticks = [0, 0.25, 0.5, 0.75, 1].map(
    (share) => html`<span>${share === 0 ? '0' : duration(share * scale)}</span>`,
  );
  return html`<section><h2>Time to restore</h2>
    <p class="key dim"><small>Since the restore was ordered.<i class="aws"></i>until available<i class="ours"></i>until the first check passed<i class="read"></i>until everything was read once<i class="mark"></i>objective</small></p>
    ${restored.map(({ result, restore }) => row(result, restore, scale))}<div class="axis">${ticks}</div></section>`;
};
