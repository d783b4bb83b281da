import type { RecoveryRecord, StepRecord } from '../contracts/recovery/recovery-record.ts';
import { listed } from '../domain/listed.ts';
import { closedInWords } from './closed-words.ts';

/** So many names stand beside a figure; the record has them all. */
const namedAtMost = 5;

const byteUnits = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

const outcomeWord = {
  succeeded: 'Recovered',
  failed: 'Failed',
  refused: 'Refused',
  partiallyDone: 'Partly done',
  unknown: 'Unknown',
} as const;

/** Durations as people say them: 11 ms, 0.4 s, 12 s, 3 min 20 s, 2 h 5 min, 9 d 4 h. Takes seconds. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (seconds < 0.1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`;
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 72) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return hours % 24 === 0 ? `${hours / 24} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

type Measured = Readonly<{
  measuredSeconds?: number | undefined;
  isAtMost?: boolean | undefined;
  isOpen?: boolean | undefined;
  /** Reckoned from what was measured. */
  isProjected?: boolean | undefined;
  notCarried?: readonly string[] | undefined;
  notLookedAt?: readonly string[] | undefined;
}>;

/**
 * What was measured, in words; a figure that may be too high says so. What no replica carries comes before it, and what nobody looked at
 * after it: the figure is of neither.
 */
export function measuredText(measured: Measured): string {
  const { measuredSeconds, notCarried = [], notLookedAt = [] } = measured;
  const rest = measuredSeconds === 0 && notCarried.length > 0 ? 'nothing' : figure(measured);
  const gone = `all rows of ${listed(notCarried, namedAtMost)} (unlogged), and of what is replicated ${rest}`;
  const said = notCarried.length > 0 ? gone : rest;
  return notLookedAt.length > 0 ? `${said}, not counting ${listed(notLookedAt, namedAtMost)}, not looked at` : said;
}

function figure({ measuredSeconds, isAtMost = false, isOpen = false, isProjected = false }: Measured): string {
  if (measuredSeconds === undefined) return 'not measured';
  const about = isProjected ? 'about ' : isAtMost ? 'at most ' : '';
  return `${about}${duration(measuredSeconds)}${isOpen ? ' until the promotion' : ''}`;
}

/**
 * Whether an objective was met. What nobody measured, is open, was not carried or not looked at is neither, unless what was seen is too much already: rows
 * of an unlogged relation have no time by which they could be counted.
 */
export function metText(measured: RecoveryRecord['dataLoss']): 'met' | 'not known' | 'NOT met' {
  const { isMet, isOpen = false, measuredSeconds, objectiveSeconds, notCarried = [], notLookedAt = [] } = measured;
  if (isMet) return 'met';
  if (measuredSeconds === undefined) return 'not known';
  const isUnknown = isOpen || notCarried.length + notLookedAt.length > 0;
  return isUnknown && measuredSeconds <= objectiveSeconds ? 'not known' : 'NOT met';
}

/** 1204331 → 1,204,331 */
export const count = (number: number): string => number.toLocaleString('en-US', { maximumFractionDigits: 3 });

/** 512 B, 7.4 MiB, 48 GiB */
export function size(bytes: number): string {
  const power = Math.min(byteUnits.length, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const part = bytes / 1024 ** power;
  return `${part < 10 && power > 0 ? part.toFixed(1) : Math.round(part)} ${byteUnits[power - 1] ?? 'B'}`;
}

export const dollars = (amount: number): string => `$${amount.toFixed(2)}`;

/** 2026-11-21T02:15:52.989Z → 02:15:52 */
export const timeOfDay = (instant: string): string => instant.slice(11, 19);

/** 2026-11-21T02:15:52.989Z → 2026-11-21 02:15:52 */
export const dayAndTime = (instant: string): string => `${instant.slice(0, 10)} ${timeOfDay(instant)}`;

type Headed = Pick<RecoveryRecord, 'outcome' | 'dryRun' | 'plan' | 'runbook' | 'owed' | 'closed'>;

type OwedFences = NonNullable<Headed['owed']>;

/** One fence that is owed, in the fewest words. */
export const owedInWords = (one: OwedFences[number]): string =>
  isHeld(one) ? heldInWords(one) : `${one.instance} in ${one.region} is NOT fenced and may take writes`;

/** Nobody watches one any more that was given up, so that it counts as open whatever it was. */
const isHeld = ({ holdsUntil, ended }: OwedFences[number]): boolean => holdsUntil !== undefined && ended === undefined;

/** Those that are stopped, each until when at the latest. */
const heldInWords = ({ instance, region, holdsUntil }: OwedFences[number]): string =>
  `${instance} in ${region} is NOT fenced for good: it is stopped, and takes writes again once it is started, by RDS itself at ${holdsUntil}`;

/** What happened, in words that a person on call reads at a glance. A dry run recovers nothing, however well it goes. */
export function headline(headed: Headed): string {
  const { outcome, dryRun } = headed;
  const what = subjectOf(headed);
  if (!dryRun) return `${outcomeWord[outcome]}${unfenced(headed)}: ${what}`;
  return `${outcome === 'succeeded' ? 'Dry run complete, nothing changed' : `Dry run: ${outcomeWord[outcome]}`}: ${what}`;
}

const subjectOf = ({ plan, runbook }: Headed): string => [plan, runbook].filter(Boolean).join(' ') || 'no plan';

/** It may write beside the new primary, or will, or nobody can write at all: nothing else is said before that. */
function unfenced({ outcome, owed = [], closed = [] }: Headed): string {
  const held = owed.filter(isHeld);
  const words = [
    ...openInWords(owed.filter((one) => !isHeld(one))),
    ...held.map(heldInWords),
    ...closed.map(closedInWords),
  ];
  if (words.length === 0) return '';
  return `, ${outcome === 'succeeded' ? 'but' : 'and'} ${words.join('; and ')}`;
}

/** Those that may take writes now; the reason of the first stands for all. */
function openInWords(open: OwedFences): string[] {
  const first = open.toSorted((a, b) => a.since.localeCompare(b.since))[0];
  if (first === undefined) return [];
  const [is, they] = open.length === 1 ? ['is', 'it'] : ['are', 'they'];
  const because = first.because === '' ? '' : `, because ${oneSentence(first.because)}`;
  return [`${unfencedNames(open)} ${is} NOT fenced: ${they} may take writes (owed since ${first.since}${because})`];
}

/** Of a reason in a bracket of a headline: without brackets of its own. */
const oneSentence = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/ ?\(([^()]*)\)/g, ': $1')
    .slice(0, 200);

const unfencedNames = (owed: OwedFences): string =>
  owed.map(({ instance, region }) => `${instance} in ${region}`).join(', ');

/** The same in the few words that the subject of a message has room for. */
export function shortHeadline(headed: Headed): string {
  const { owed = [], closed = [], outcome, dryRun } = headed;
  const names = closed.map(({ instance }) => instance).join(', ');
  if (!dryRun && owed.length === 0 && names !== '')
    return `${outcomeWord[outcome]}, CLOSED: ${names}: ${subjectOf(headed)}`;
  if (dryRun || owed.length === 0) return headline(headed);
  const [first, ...others] = owed.map(({ instance }) => instance);
  const which = others.length === 0 ? first : `${first} and ${others.length} more`;
  const how = owed.every(isHeld) ? 'NOT fenced for good' : 'NOT fenced';
  return `${outcomeWord[outcome]}, ${how}: ${which}: ${subjectOf(headed)}`;
}

/** How a step ended. In a dry run it was looked at, and nothing was done. */
export const statusText = (
  { status }: Pick<StepRecord, 'status'>,
  { dryRun }: Pick<RecoveryRecord, 'dryRun'>,
): string => (dryRun && status === 'done' ? 'would be done' : status);

/** A value of the evidence on one line. */
export const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
