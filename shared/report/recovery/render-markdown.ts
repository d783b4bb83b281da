import type { RecoveryRecord, StepRecord } from '../../contracts/recovery/recovery-record.ts';
import { personOf, starterOf } from '../../domain/person.ts';
import { duration, headline, measuredText, metText, plain, statusText, timeOfDay } from '../format.ts';
import { markdownTable, safe } from '../markdown.ts';
import { type Annex, type Stated, statedRecoveryTime } from './annex.ts';
import { decisionRows } from './decision-rows.ts';
import { headLines } from './head.ts';

/** The recovery record for people: as long as it must be, in the order in which they ask. */
export function renderMarkdown(record: RecoveryRecord, annex?: Annex): string {
  const person = starterOf(record.trigger);
  const who = person === undefined ? '' : ` by ${safe(person)}`;
  const sections = [
    `# ${safe(headline(record))}`,
    `${safe(record.reason)}`,
    headLines(record, annex)
      .map(({ label, text, isBad }) => `- ${isBad ? `**${label}: ${safe(text)}**` : `${label}: ${safe(text)}`}`)
      .join('\n'),
    ...(record.insteadOf
      ? [`Runbook ${record.runbook} in place of ${record.insteadOf.runbook}: ${safe(record.insteadOf.because)}`]
      : []),
    `Run ${record.runId}, ${record.occasion}, started ${record.openedAt}${who}: ${safe(record.trigger.reason)}`,
    ...(record.dryRun ? [] : [`## Objectives and measurements\n\n${objectives(record, annex)}`]),
    decision(record),
    `## Steps\n\n${markdownTable(
      ['At (UTC)', 'Stage', 'Step', 'Kind', 'Status', 'Took', 'AWS', 'Ours', ''],
      record.steps.map((step) => stepRow(step, record)),
    )}`,
    `## Calls\n\n${markdownTable(
      ['At (UTC)', 'Call', 'Answer', 'Why'],
      record.steps.flatMap((step) =>
        step.calls.map((call) => [timeOfDay(call.at), call.call, call.result, safe(call.because)]),
      ),
    )}`,
    `## Evidence\n\n${record.steps.flatMap(evidence).join('\n')}`,
    `## Answers\n\n${markdownTable(
      ['At (UTC)', 'Answer', 'Who', 'Why'],
      record.answers.map((one) => [timeOfDay(one.at), one.answer, safe(personOf(one)), safe(one.reason)]),
    )}`,
    ...(annex
      ? [
          `## ${safe(annex.title)}\n\n${markdownTable(
            ['', ''],
            annex.rows.map((row) => [safe(row.label), safe(row.value)]),
          )}\n\n${safe(annex.note)}`,
        ]
      : []),
    `## Ledger\n\n${record.entries.length} entries in ${Object.keys(record.chain.heads).length} chains; ${record.chain.isWhole ? 'every hash agrees' : 'A HASH DOES NOT AGREE'}.`,
  ];
  return `${sections.join('\n\n')}\n`;
}

function objectives(record: RecoveryRecord, annex: Annex | undefined): string {
  const { dataLoss } = record;
  const row = (name: string, one: Stated) => [
    name,
    duration(one.objectiveSeconds),
    measuredText(one),
    metText(one),
    safe(one.basis),
  ];
  const rows = [row('Recovery time', statedRecoveryTime(record, annex)), row('Data loss', dataLoss)];
  const counted = dataLoss.rows;
  if (counted)
    rows.push([
      'Rows lost',
      '',
      `${counted.missing} of ${counted.acknowledged} acknowledged`,
      '',
      safe(counted.countedBy),
    ]);
  return markdownTable(['', 'Objective', 'Measured', '', 'How'], rows);
}

/** What was decided, and on which word of which signal. */
function decision(record: RecoveryRecord): string {
  const { signals, findings, confirmations } = decisionRows(record);
  const safely = (rows: readonly string[][]) => rows.map((row) => row.map(safe));
  const parts = [
    '## Decision',
    record.decision
      ? safe(`${record.decision.verdict}: ${record.decision.reason}`)
      : 'The run ended before a decision.',
    ...(signals.length > 0 ? [markdownTable(['Signal', 'Said', 'Since (UTC)', ''], safely(signals))] : []),
    ...(findings.length > 0 ? [markdownTable(['Step', 'Found', ''], safely(findings))] : []),
    ...(confirmations.length > 0
      ? [
          'Right before each stage that closes or takes over:',
          markdownTable(['At (UTC)', 'Stage', '', 'Why', 'Signals'], safely(confirmations)),
        ]
      : []),
  ];
  return parts.join('\n\n');
}

const stepRow = (step: StepRecord, record: RecoveryRecord): string[] => [
  step.startedAt ? timeOfDay(step.startedAt) : '',
  step.stage,
  step.stepId,
  step.kind,
  statusText(step, record),
  duration(step.seconds.total),
  duration(step.seconds.aws),
  duration(step.seconds.ours),
  safe(step.because),
];

const evidence = (step: StepRecord): string[] =>
  Object.entries(step.evidence).map(([key, value]) => `- ${step.stepId}: ${safe(key)} = ${safe(plain(value))}`);
