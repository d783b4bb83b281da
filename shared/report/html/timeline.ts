import type { RecoveryRecord, StepRecord } from '../../contracts/recovery/recovery-record.ts';
import { secondsBetween } from '../../domain/time.ts';
import { duration } from '../format.ts';
import { html, type Markup } from './markup.ts';

/** The run from the first bad signal to its end: one track per step, AWS's time beside ours. */
export function timeline(record: RecoveryRecord): Markup {
  const scale = { from: record.detectedAt, seconds: Math.max(0.1, secondsBetween(record.detectedAt, record.endedAt)) };
  const ticks = [0, 0.25, 0.5, 0.75, 1].map(
    (part) => html`<span>${part === 0 ? '0' : duration(part * scale.seconds)}</span>`,
  );
  const reached = record.steps.filter((step) => step.startedAt !== undefined);
  const missed = record.steps.filter((step) => step.startedAt === undefined).map((step) => step.stepId);
  return html`<section><h2>Timeline</h2>
    <p class="key dim"><small>Since service was first seen to be lost.<i class="aws"></i>AWS at work<i class="ours"></i>ours</small></p>
    ${beforeSteps(record, scale)}${reached.map((step) => row(step, scale))}<div class="axis">${ticks}</div>
    ${missed.length > 0 ? html`<p class="bad">Not reached: ${missed.join(', ')}</p>` : ''}</section>`;
}

type Scale = Readonly<{ from: string; seconds: number }>;

/** What comes before the first step: until somebody started the run, and until it was decided and approved. */
function beforeSteps(record: RecoveryRecord, scale: Scale): Markup[] {
  const opened = Math.max(0, secondsBetween(scale.from, record.openedAt));
  const [first] = record.steps.flatMap((step) => step.startedAt ?? []).sort();
  const decided = first === undefined ? opened : secondsBetween(scale.from, first);
  return [
    { name: 'detection', note: 'until the run was opened', start: 0, length: opened },
    { name: 'decision', note: 'evidence, approval', start: opened, length: Math.max(0, decided - opened) },
  ].map((span) => spanRow(span, scale));
}

type Span = Readonly<{ name: string; note: string; start: number; length: number }>;

const spanRow = ({ name, note, start, length }: Span, scale: Scale): Markup =>
  html`<div class="step"><div class="what"><span><b>${name}</b> <span class="dim">${note}</span></span><span>${duration(length)}</span></div>
    <div class="track">${bar('ours', { start, length }, scale)}</div></div>`;

const bar = (kind: string, place: { start: number; length: number }, scale: Scale): Markup =>
  html`<i class="${kind}" style="left:${percent(place.start, scale.seconds)};width:${percent(place.length, scale.seconds)}"></i>`;

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(2)}%`;

function row(step: StepRecord, scale: Scale): Markup {
  const start = step.startedAt === undefined ? 0 : secondsBetween(scale.from, step.startedAt);
  const { total, aws, ours } = step.seconds;
  const isWell = step.status === 'done' || step.status === 'skipped';
  const bars = isWell
    ? [bar('aws', { start, length: aws }, scale), bar('ours', { start: start + aws, length: ours }, scale)]
    : [bar('failed', { start, length: total }, scale)];
  const split = aws > 0 ? ` (AWS ${duration(aws)}, ours ${duration(ours)})` : '';
  return html`<div class="step"><div class="what"><span><b>${step.stepId}</b> <span class="dim">${step.kind}</span>
    ${isWell ? '' : html`<span class="bad">${step.status}</span>`}</span><span>${duration(total)}<span class="dim">${split}</span></span></div>
    <div class="track">${bars}</div></div>`;
}
