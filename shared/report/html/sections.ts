import type { RecoveryRecord } from '../../contracts/recovery/recovery-record.ts';
import { personOf } from '../../domain/person.ts';
import { duration, measuredText, metText, plain, statusText, timeOfDay } from '../format.ts';
import { type Annex, type Stated, statedRecoveryTime } from '../recovery/annex.ts';
import { decisionRows } from '../recovery/decision-rows.ts';
import { html, type Markup } from './markup.ts';
import { section, table } from './table.ts';

export function measurements(record: RecoveryRecord, annex: Annex | undefined): Markup {
  const { dataLoss } = record;
  const { rows } = dataLoss;
  const counted = rows
    ? html`<p><b class="${rows.missing === 0 ? 'good' : ''}">${rows.missing} rows</b><small>acknowledged and missing, of ${rows.acknowledged}; counted by ${rows.countedBy}</small></p>`
    : '';
  return html`<section><h2>Objectives and measurements</h2><div class="cards">
    ${card('Recovery time', statedRecoveryTime(record, annex))}${card('Data loss', dataLoss, counted)}</div></section>`;
}

function card(name: string, one: Stated, extra: Markup | string = ''): Markup {
  const measured = one.measuredSeconds;
  const used = measured === undefined ? 0 : Math.min(100, (100 * measured) / Math.max(one.objectiveSeconds, 0.001));
  return html`<div class="card"><span>${name}</span><b class="${toneOf(one)}">${measuredText(one)}</b>
    <span class="dim">objective ${duration(one.objectiveSeconds)}: ${metText(one)}</span>
    <div class="meter"><i class="${one.isMet ? '' : 'over'}" style="width:${used.toFixed(1)}%"></i></div>
    ${extra}<small class="dim">${one.basis}</small></div>`;
}

/** What nobody measured is neither good nor bad. */
const toneOf = (one: Stated): string => ({ met: 'good', 'NOT met': 'bad', 'not known': 'unsure' })[metText(one)];

export const steps = (record: RecoveryRecord): Markup =>
  section(
    'Steps and their proof',
    table(
      ['Step', 'Status', 'Proof or reason'],
      record.steps.map((step) => [
        html`<b>${step.stepId}</b><br><small class="dim">${step.stage}, ${step.kind}</small>`,
        html`<span class="${step.status === 'done' ? 'good' : 'bad'}">${statusText(step, record)}</span>`,
        html`${step.because}${Object.entries(step.evidence).map(([key, value]) => html`<div><span class="dim">${key}</span> ${plain(value)}</div>`)}
        ${step.findings.map((finding) => html`<div class="${finding.level === 'info' ? 'dim' : 'bad'}">${finding.level}: ${finding.text}</div>`)}`,
      ]),
    ),
  );

export function calls(record: RecoveryRecord): Markup {
  const rows = record.steps.flatMap((step) =>
    step.calls.map((call) => [timeOfDay(call.at), html`<code>${call.call}</code>`, call.result, call.because]),
  );
  return section(
    'Calls that change something',
    rows.length > 0 ? table(['At (UTC)', 'Call', 'Answer', 'Why'], rows) : 'none',
  );
}

export function decision(record: RecoveryRecord): Markup {
  const answers = record.answers.map((one) => [
    timeOfDay(one.at),
    one.stepId ?? 'the run',
    one.answer,
    personOf(one),
    one.reason,
  ]);
  const { signals, findings, confirmations } = decisionRows(record);
  return section(
    'Decision',
    html`<p>${record.decision ? `${record.decision.verdict}: ${record.decision.reason}` : 'The run ended before a decision.'}</p>
    ${record.insteadOf ? html`<p>Runbook <b>${record.runbook ?? ''}</b> in place of ${record.insteadOf.runbook}: ${record.insteadOf.because}</p>` : ''}
    ${signals.length > 0 ? table(['Signal', 'Said', 'Since (UTC)', ''], signals) : ''}
    ${findings.length > 0 ? table(['Step', 'Found', ''], findings) : ''}
    ${confirmations.length > 0 ? html`<p>Right before each stage that closes or takes over:</p>${table(['At (UTC)', 'Stage', '', 'Why', 'Signals'], confirmations)}` : ''}
    ${answers.length > 0 ? table(['At (UTC)', 'About', 'Answer', 'Who', 'Why'], answers) : html`<p class="dim">Nobody was asked.</p>`}`,
  );
}

export const annexSection = (annex: Annex): Markup =>
  section(
    annex.title,
    html`${table(
      ['', ''],
      annex.rows.map((row) => [row.label, row.value]),
    )}<p class="dim">${annex.note}</p>`,
  );

/** Whether the hashes of the ledger agree. */
export const chainLine = (entries: number, { isWhole, heads }: RecoveryRecord['chain']): Markup =>
  html`<p>${entries} entries in ${Object.keys(heads).length} chains; <span class="${isWhole ? 'good' : 'bad'}">${isWhole ? 'every hash agrees' : 'a hash does not agree'}</span>.</p>`;

export const ledger = ({ entries, chain, runId, planHash }: RecoveryRecord): Markup =>
  section(
    'Ledger',
    html`${chainLine(entries.length, chain)}
    <p class="dim"><small>Run ${runId}${planHash ? `, plan hash ${planHash}` : ''}. The whole account is in record.json beside this page.</small></p>`,
  );
