import type { SignalState } from '../../shared/contracts/detection/signal-reading.ts';
import type { HistoryItem, News, Turned } from './history-item.ts';

const stateOf = { OK: 'good', ALARM: 'bad', INSUFFICIENT_DATA: 'insufficientData' } as const;
const newAlarm = 'INSUFFICIENT_DATA';

/** From then on an alarm is in this state. */
export type Turn = Readonly<{ at: string; state: SignalState; answer: string }>;

/** Where two turns do not fit together: what lay between them is not in the history. */
export type Gap = Readonly<{ after: string; until: string; was: string; turnedFrom: string }>;

/** `before`: what it was until its first turn, where its history says so. */
export type AlarmStory = Readonly<{ before: SignalState | undefined; turns: readonly Turn[]; gaps: readonly Gap[] }>;

/** What the alarm is while it lives, and what its configuration makes of that. */
type Standing = { value: Turned['to'] | undefined; isEnabled: boolean; isThere: boolean; reason: string; at: string };

/** How one alarm stood over time, from its items, the oldest first. */
export function storyOf(items: readonly HistoryItem[]): AlarmStory {
  const standing: Standing = { value: undefined, isEnabled: true, isThere: true, reason: '', at: '' };
  const turns: Turn[] = [];
  const gaps: Gap[] = [];
  let before: SignalState | undefined;
  for (const { at, news } of items) {
    if (news.kind === 'nothing') continue;
    if (news.kind === 'turned') {
      if (turns.length === 0) before = stateOf[news.from];
      gaps.push(...gapBefore(standing, news, at));
      // The reasons that CloudWatch gives are as long as a table is wide; the state is what counts.
      [standing.value, standing.reason] = [news.to, news.to];
    }
    if (news.kind === 'turned' || configure(standing, news)) turns.push(turnOf(at, standing));
    standing.at = at;
  }
  return { before, turns, gaps };
}

/** What the alarm turned from is what it was, or something is missing in between. */
const gapBefore = ({ value, at: after }: Standing, { from }: Turned, until: string): Gap[] =>
  value === undefined || value === from ? [] : [{ after, until, was: value, turnedFrom: from }];

type Configured = Extract<News, { kind: 'configured' }>;

function configure(standing: Standing, { what, actionsEnabled }: Configured): boolean {
  const before = { ...standing };
  standing.isThere = what !== 'Delete';
  standing.isEnabled = actionsEnabled ?? standing.isEnabled;
  if (what === 'Create') [standing.value, standing.reason] = [newAlarm, 'the alarm had just been made'];
  const isKnown = standing.value !== undefined || !standing.isThere || !standing.isEnabled;
  return (
    isKnown && (what === 'Create' || before.isThere !== standing.isThere || before.isEnabled !== standing.isEnabled)
  );
}

function turnOf(at: string, { value, isEnabled, isThere, reason }: Standing): Turn {
  if (!isThere) return { at, state: 'missing', answer: 'the alarm had been deleted' };
  if (!isEnabled) return { at, state: 'disabled', answer: 'the actions of the alarm were switched off' };
  return { at, state: value === undefined ? 'insufficientData' : stateOf[value], answer: reason };
}
