import type { SignalState } from '../../shared/contracts/detection/signal-reading.ts';
import type { Look } from './simulate.ts';
import { within } from './sorted.ts';
import { standAt, type Timeline } from './timelines.ts';
import { timeOf } from './words.ts';

const codes = { red: 31, green: 32, yellow: 33 } as const;

const columns = 64;
const legend = '# bad  . good  ? says nothing  ^ would start';

const colourOf = { '#': 'red', '.': 'green', '?': 'yellow', '^': 'red' } as const;

/** Paints a letter for a terminal; leaves it alone for a file. */
export type Paint = (letter: string, colour: 'red' | 'green' | 'yellow') => string;

export const inColour: Paint = (letter, colour) => `\u001b[${codes[colour]}m${letter}\u001b[0m`;
export const plain: Paint = (letter) => letter;

export type Span = Readonly<{ from: string; until: string }>;

/** A row of letters for each signal, and one that shows where a run would have been started. */
export function stripOf(
  { timelines, looks }: Readonly<{ timelines: readonly Timeline[]; looks: readonly Look[] }>,
  span: Span,
  paint: Paint,
): string[] {
  const width = Math.max(...timelines.map(({ signal }) => signal.length), 12);
  const cells = columnsOf(span);
  const rows = timelines.map(
    (timeline) =>
      `  ${timeline.signal.padEnd(width)} ${painted(cells.map((cell) => letterOf(statesIn(timeline, cell))).join(''), paint)}`,
  );
  const starts = looks.filter(({ verdict }) => verdict === 'start');
  const marks = cells.map((cell) => (starts.some(({ at }) => at >= cell.from && at < cell.until) ? '^' : ' ')).join('');
  const ends = `${timeOf(span.from)}${timeOf(span.until).padStart(columns - timeOf(span.from).length)}`;
  return [
    ...rows,
    `  ${'would start'.padEnd(width)} ${painted(marks, paint)}`.trimEnd(),
    `  ${''.padEnd(width)} ${ends}`,
    `  ${''.padEnd(width)} ${legend}`,
  ];
}

/** The bounds of each column, ISO 8601. */
function columnsOf({ from, until }: Span): Span[] {
  const [start, end] = [Date.parse(from), Date.parse(until)];
  const at = (column: number): string => new Date(start + ((end - start) * column) / columns).toISOString();
  return Array.from({ length: columns }, (_, column) => ({ from: at(column), until: at(column + 1) }));
}

const painted = (letters: string, paint: Paint): string =>
  [...letters].map((letter) => (isColoured(letter) ? paint(letter, colourOf[letter]) : letter)).join('');

const isColoured = (letter: string): letter is keyof typeof colourOf => Object.hasOwn(colourOf, letter);

/** The gravest of what happened within a column: a short outage must not vanish in a long history. */
function letterOf(states: readonly SignalState[]): string {
  if (states.includes('bad')) return '#';
  return states.every((state) => state === 'good') ? '.' : '?';
}

const statesIn = (timeline: Timeline, span: Span): SignalState[] => [
  standAt(timeline, span.from).state,
  ...within(timeline.turns, span).map(({ state }) => state),
];
