import type { SignalReading } from '../contracts/detection/signal-reading.ts';
import type { DecisionEvidence } from '../contracts/recovery/decision-evidence.ts';
import { undoOf } from '../domain/recovery/undo.ts';
import { oneLine } from './notice.ts';

/** Of each list: what is said after that is how many there are besides. */
const shown = 60;

export const signalLines = ({ signals }: Readonly<{ signals: readonly SignalReading[] }>): string[] =>
  signals.length === 0 ? ['- none was read'] : listed(signals, (reading) => `${signalLine(reading)})`);

const listed = <T>(all: readonly T[], line: (one: T, index: number) => string): string[] => [
  ...all.slice(0, shown).map(line),
  ...(all.length <= shown ? [] : [`... and ${all.length - shown} more, in the ledger`]),
];

const signalLine = ({ signal, vantage, state, answer, at, since, ageSeconds, silenced }: SignalReading): string =>
  [
    `- ${state}: ${oneLine(signal)}, seen from ${vantage}: ${oneLine(answer, 200)} (looked at ${at}`,
    ...(since === undefined ? [] : [`${state} since ${since}`]),
    ...(ageSeconds === undefined ? [] : [`data ${Math.round(ageSeconds)} s old`]),
    ...(silenced === undefined ? [] : [`silenced: ${oneLine(silenced)}`]),
  ].join(', ');

/** What the decision rested on, and what a yes would do. */
export const evidenceLines = (evidence: DecisionEvidence): string[] => [
  'What the signals say:',
  ...signalLines(evidence),
  '',
  'What the steps found:',
  ...findingLines(evidence),
  '',
  'Steps in their order:',
  ...stepLines(evidence),
  undoneLine(evidence),
];

const findingLines = ({ findings }: DecisionEvidence): string[] =>
  findings.length === 0
    ? ['- nothing was found by the steps that were asked']
    : listed(findings, ({ stepId, level, text }) => `- ${level}: ${stepId}: ${oneLine(text)}`);

const stepLines = ({ steps }: DecisionEvidence): string[] =>
  listed(steps, ({ stage, stepId, kind }, index) => `${index + 1}. ${stage}: ${stepId} (${kind}): ${undoOf(kind)}`);

const undoneLine = ({ cannotBeUndone }: DecisionEvidence): string =>
  cannotBeUndone.length === 0
    ? 'Everything in it can be undone.'
    : `CANNOT be undone: ${listed(cannotBeUndone, (id) => id).join(', ')}.`;
