import * as z from 'zod';

const StateValue = z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']);

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

/** The command line and boto3 print a text; ConvertTo-Json of PowerShell prints the constant as an object. */
const Constant = z.union([z.string(), z.looseObject({ Value: z.string() }).transform(({ Value }) => Value)]);

const Item = z.looseObject({
  AlarmName: z.string(),
  HistoryItemType: Constant,
  HistorySummary: z.string().nullish(),
  HistoryData: z.string().nullish(),
  /** Of one series among those that an alarm on many follows: not the state of the alarm. */
  AlarmContributorId: z.string().nullish(),
});

/** 2026-02-03T04:21:10.214000+00:00, and with a blank as str() of Python writes it. */
const written = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d{1,9})?) ?(Z|[+-]\d\d:?\d\d)$/;
/** ConvertTo-Json of Windows PowerShell; since 1970, in milliseconds. */
const ofPowerShell = /^\/Date\((-?\d+)\)\/$/;
/** Later than the year 5000 if it were in seconds. */
const surelyMilliseconds = 100_000_000_000;

/** CloudWatch cuts HistoryData at 4,095 characters; its summary says the two states in words. */
const summaryForm = /from (OK|ALARM|INSUFFICIENT_DATA) to (OK|ALARM|INSUFFICIENT_DATA)/;

type StateValue = z.output<typeof StateValue>;

/** An alarm went from one state to another. */
export type Turned = Readonly<{ kind: 'turned'; from: StateValue; to: StateValue }>;

/** Of an alarm that nobody asked about: what can be had without looking at its 4 KB of data, and nothing where it is of another shape. */
export function skimItem(value: Readonly<Record<string, unknown>>): Readonly<{ at?: string; turned?: Turned }> {
  const isSeries = typeof value.AlarmContributorId === 'string';
  const [at, turned] = [instantOf(value.Timestamp), isSeries ? undefined : turnBySummary(value.HistorySummary)];
  return { ...(at !== undefined && { at }), ...(turned !== undefined && { turned }) };
}

/** ISO 8601 in UTC; undefined where it is no time, or one without a zone, which may be hours off. */
function instantOf(value: unknown): string | undefined {
  if (typeof value === 'number') return instant(value > surelyMilliseconds ? value : value * 1000);
  return typeof value === 'string' ? instantOfText(value) : undefined;
}

const instant = (ms: number): string | undefined =>
  Number.isNaN(new Date(ms).getTime()) ? undefined : new Date(ms).toISOString();

function instantOfText(text: string): string | undefined {
  const [, ms] = ofPowerShell.exec(text) ?? [];
  if (ms !== undefined) return instant(Number(ms));
  const [, date, time, zone] = written.exec(text) ?? [];
  return date === undefined ? undefined : instant(Date.parse(`${date}T${time}${zone}`));
}

function turnBySummary(summary: unknown): Turned | undefined {
  const [, from, to] = summaryForm.exec(typeof summary === 'string' ? summary : '') ?? [];
  const both = z.tuple([StateValue, StateValue]).safeParse([from, to]);
  return both.success ? { kind: 'turned', from: both.data[0], to: both.data[1] } : undefined;
}

/** What an item says about an alarm. Actions, and the series of an alarm on many, say nothing about its state. */
export type News =
  | Turned
  | Readonly<{ kind: 'configured'; what: 'Create' | 'Update' | 'Delete'; actionsEnabled: boolean | undefined }>
  | Readonly<{ kind: 'nothing' }>;

/** One item of a history, without the 4 KB of data that CloudWatch keeps with it. `at`: ISO 8601 in UTC. */
export type HistoryItem = Readonly<{ alarm: string; at: string; news: News }>;

/** Which field of an item cannot be read, and why. */
export type Unreadable = Readonly<{ field: string; why: string }>;

/** An item as DescribeAlarmHistory answers it, in any of the forms that the tools of AWS print it in. */
export function readItem(value: unknown): Readonly<{ item: HistoryItem }> | Unreadable {
  const { success, data, error } = Item.safeParse(value);
  if (!success) {
    const [issue] = error.issues;
    return { field: issue?.path.join('.') ?? '', why: issue?.message ?? 'of another shape' };
  }
  const at = instantOf(data.Timestamp);
  if (at === undefined)
    return { field: 'Timestamp', why: `${shown(data.Timestamp)} is no time with its zone, such as 2026-01-05T03:00Z` };
  const news = newsOf(data);
  if (news === undefined)
    return { field: 'HistoryData', why: 'neither this nor HistorySummary says between which states the alarm turned' };
  return { item: { alarm: data.AlarmName, at, news } };
}

const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60));

type Item = z.output<typeof Item>;

function newsOf(item: Item): News | undefined {
  if (typeof item.AlarmContributorId === 'string') return { kind: 'nothing' };
  if (item.HistoryItemType === 'StateUpdate') return turnOf(item);
  return item.HistoryItemType === 'ConfigurationUpdate' ? configurationOf(item) : { kind: 'nothing' };
}

function turnOf({ HistoryData, HistorySummary }: Item): Turned | undefined {
  const { data } = StateData.safeParse(parsed(HistoryData ?? ''));
  if (data === undefined) return turnBySummary(HistorySummary);
  return { kind: 'turned', from: data.oldState.stateValue, to: data.newState.stateValue };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function configurationOf({ HistoryData }: Item): News {
  const { data } = ConfigurationData.safeParse(parsed(HistoryData ?? ''));
  if (data === undefined) return { kind: 'nothing' };
  const { actionsEnabled } = data.updatedAlarm ?? data.createdAlarm ?? {};
  return { kind: 'configured', what: data.type, actionsEnabled };
}
