import type { DecisionEvidence } from '../contracts/decision-evidence.ts';
import type { SignalReading } from '../contracts/signal-reading.ts';
import { undoOf } from '../domain/undo.ts';
import { oneLine } from './notice.ts';

/** The commands stand at the end and must not be cut off. */
const shown = 60;

const signalLine = ({ signal, vantage, state, answer, at, since, ageSeconds, silenced }: SignalReading): string =>
  [
    `- ${state}: ${oneLine(signal)}, seen from ${vantage}: ${oneLine(answer, 200)} (looked at ${at}`,
    ...(since === undefined ? [] : [`${state} since ${since}`]),
    ...(ageSeconds === undefined ? [] : [`data ${Math.round(ageSeconds)} s old`]),
    ...(silenced === undefined ? [] : [`silenced: ${oneLine(silenced)}`]),
  ].join(', ');

const signalLines = ({ signals }: DecisionEvidence): string[] =>
  signals.length === 0 ? ['- none was read'] : signals.slice(0, shown).map((reading) => `${signalLine(reading)})`);

const findingLines = ({ findings }: DecisionEvidence): string[] =>
  findings.length === 0
    ? ['- nothing was found by the steps that were asked']
    : findings.slice(0, shown).map(({ stepId, level, text }) => `- ${level}: ${stepId}: ${oneLine(text)}`);

const stepLines = ({ steps }: DecisionEvidence): string[] => {
  const lines = steps
    .slice(0, shown)
    .map(({ stage, stepId, kind }, index) => `${index + 1}. ${stage}: ${stepId} (${kind}): ${undoOf(kind)}`);
  return steps.length <= shown ? lines : [...lines, `... and ${steps.length - shown} more`];
};

const undoneLine = ({ cannotBeUndone }: DecisionEvidence): string =>
  cannotBeUndone.length === 0
    ? 'Everything in it can be undone.'
    : `CANNOT be undone: ${cannotBeUndone.slice(0, shown).join(', ')}.`;

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
