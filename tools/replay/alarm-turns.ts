import * as z from 'zod';
import type { SignalState } from '../../shared/contracts/detection/signal-reading.ts';
import type { HistoryItem } from './read-history.ts';

/** From then on an alarm is in this state. */
export type Turn = Readonly<{ at: string; state: SignalState; answer: string }>;

/** `before`: what it was until its first turn, where its history says so. */
export type AlarmStory = Readonly<{ before: SignalState | undefined; turns: readonly Turn[] }>;

const StateValue = z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']);
type StateValue = z.output<typeof StateValue>;

const StateData = z.looseObject({
  oldState: z.looseObject({ stateValue: StateValue }),
  newState: z.looseObject({ stateValue: StateValue }),
});

const Alarm = z.looseObject({ actionsEnabled: z.boolean().default(true) });
const ConfigurationData = z.looseObject({
  type: z.enum(['Create', 'Update', 'Delete']),
  createdAlarm: Alarm.optional(),
  updatedAlarm: Alarm.optional(),
});

const stateOf = { OK: 'good', ALARM: 'bad', INSUFFICIENT_DATA: 'insufficientData' } as const;

/** CloudWatch cuts HistoryData at 4,095 characters; its summary says the two states in words. */
const summaryForm = /from (OK|ALARM|INSUFFICIENT_DATA) to (OK|ALARM|INSUFFICIENT_DATA)/;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

type Change = Readonly<{ from: StateValue; to: StateValue }>;

const changeOf = ({ HistoryData, HistorySummary }: HistoryItem): Change | undefined => {
  const { data } = StateData.safeParse(parsed(HistoryData));
  if (data !== undefined) return { from: data.oldState.stateValue, to: data.newState.stateValue };
  const [, from, to] = summaryForm.exec(HistorySummary) ?? [];
  const both = z.tuple([StateValue, StateValue]).safeParse([from, to]);
  return both.success ? { from: both.data[0], to: both.data[1] } : undefined;
};

/** What the alarm is while it lives, and what its configuration makes of that. */
type Standing = { value: SignalState | undefined; isEnabled: boolean; isThere: boolean; reason: string };

const turnOf = (at: string, { value, isEnabled, isThere, reason }: Standing): Turn => {
  if (!isThere) return { at, state: 'missing', answer: 'the alarm had been deleted' };
  if (!isEnabled) return { at, state: 'disabled', answer: 'the actions of the alarm were switched off' };
  return { at, state: value ?? 'insufficientData', answer: reason };
};

const configure = (standing: Standing, item: HistoryItem): boolean => {
  const { data } = ConfigurationData.safeParse(parsed(item.HistoryData));
  if (data === undefined) return false;
  const before = { ...standing };
  standing.isThere = data.type !== 'Delete';
  standing.isEnabled = (data.updatedAlarm ?? data.createdAlarm)?.actionsEnabled ?? standing.isEnabled;
  if (data.type === 'Create') [standing.value, standing.reason] = ['insufficientData', 'the alarm had just been made'];
  const isKnown = standing.value !== undefined || !standing.isThere || !standing.isEnabled;
  return (
    isKnown &&
    (data.type === 'Create' || before.isThere !== standing.isThere || before.isEnabled !== standing.isEnabled)
  );
};

/** The reasons that CloudWatch gives are as long as a table is wide; the state is what counts. */
const turn = (standing: Standing, { to }: Change): void => {
  standing.value = stateOf[to];
  standing.reason = to;
};

/** How one alarm stood over time. Actions and the series of an alarm on many say nothing about that. */
export const storyOf = (items: readonly HistoryItem[]): AlarmStory => {
  const standing: Standing = { value: undefined, isEnabled: true, isThere: true, reason: '' };
  const turns: Turn[] = [];
  let before: SignalState | undefined;
  for (const item of items) {
    if (item.AlarmContributorId !== undefined) continue;
    const change = item.HistoryItemType === 'StateUpdate' ? changeOf(item) : undefined;
    if (change !== undefined && turns.length === 0) before = stateOf[change.from];
    if (change !== undefined) turn(standing, change);
    const hasTurned =
      change !== undefined || (item.HistoryItemType === 'ConfigurationUpdate' && configure(standing, item));
    if (hasTurned) turns.push(turnOf(item.Timestamp, standing));
  }
  return { before, turns };
};
