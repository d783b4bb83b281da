import type { HistoryFile } from '../../../tools/replay/read-alarm-history.ts';

/** Items as `aws cloudwatch describe-alarm-history` prints them. */
export type State = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

const printed = (at: string): string => at.replace('Z', '.214000+00:00');

const reasons: Record<State, string> = {
  OK: 'Threshold Crossed: 1 datapoint [1.0 (05/01/26 03:08:00)] was not less than the threshold (1.0).',
  ALARM: 'Threshold Crossed: 1 datapoint [0.0 (05/01/26 02:59:00)] was less than the threshold (1.0).',
  INSUFFICIENT_DATA: 'Insufficient Data: 1 datapoint was unknown.',
};

const stateOf = (stateValue: State) => ({ stateValue, stateReason: reasons[stateValue] });

/** `at` such as 2026-01-05T03:00:12Z. */
export const turned = (alarm: string, at: string, [from, to]: readonly [State, State]) => ({
  AlarmName: alarm,
  AlarmType: 'MetricAlarm',
  Timestamp: printed(at),
  HistoryItemType: 'StateUpdate',
  HistorySummary: `Alarm updated from ${from} to ${to}`,
  HistoryData: JSON.stringify({ version: '1.0', oldState: stateOf(from), newState: stateOf(to) }),
});

export const configured = (alarm: string, at: string, data: object) => ({
  AlarmName: alarm,
  AlarmType: 'MetricAlarm',
  Timestamp: printed(at),
  HistoryItemType: 'ConfigurationUpdate',
  HistorySummary: `Alarm "${alarm}" updated`,
  HistoryData: JSON.stringify({ version: '1.0', ...data }),
});

const acted = (alarm: string, at: string) => ({
  AlarmName: alarm,
  AlarmType: 'MetricAlarm',
  Timestamp: printed(at),
  HistoryItemType: 'Action',
  HistorySummary: 'Successfully executed action arn:aws:sns:us-east-1:123456789012:on-call',
  HistoryData: JSON.stringify({ actionState: 'Succeeded', stateUpdateTimestamp: 1_767_582_012_214 }),
});

export type Item = ReturnType<typeof turned>;

export const page = (...items: readonly Item[]): string => JSON.stringify({ AlarmHistoryItems: items }, undefined, 4);

/** An alarm that is bad for a while. */
export const badFor = (alarm: string, from: string, until: string): Item[] => [
  turned(alarm, from, ['OK', 'ALARM']),
  acted(alarm, from),
  turned(alarm, until, ['ALARM', 'OK']),
];

/** A file that is read in pieces, so that every border falls somewhere once. */
export const fileOf = (name: string, content: string | Uint8Array, pieceBytes = 61): HistoryFile => {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    name,
    bytes: bytes.length,
    open: async function* () {
      for (let start = 0; start < bytes.length; start += pieceBytes) yield bytes.subarray(start, start + pieceBytes);
    },
  };
};
