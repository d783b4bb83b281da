import * as z from 'zod';
import { BadInput } from '../bad-input.ts';
import { splitJson } from './split-json.ts';

/** The command line prints ISO 8601 with an offset, or seconds since 1970 where cli_timestamp_format is wire. */
const Timestamp = z.union([
  z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString()),
  z.number().transform((seconds) => new Date(seconds * 1000).toISOString()),
]);

const Item = z.looseObject({
  AlarmName: z.string(),
  Timestamp,
  HistoryItemType: z.string(),
  HistorySummary: z.string().default(''),
  HistoryData: z.string().default(''),
  /** Of one series among those that an alarm on many follows: not the state of the alarm. */
  AlarmContributorId: z.string().optional(),
});
export type HistoryItem = z.output<typeof Item>;

const Page = z.looseObject({ AlarmHistoryItems: z.array(Item) });
const Pages = z.union([Page.transform((page) => [page]), z.array(Page)]);

const explain = (error: z.ZodError): string => {
  const [issue] = error.issues;
  return issue === undefined ? 'of another shape' : `${issue.path.join('.') || 'top level'}: ${issue.message}`;
};

const parsePages = (text: string, file: string): HistoryItem[] =>
  splitJson(text).flatMap((part) => {
    let json: unknown;
    try {
      json = JSON.parse(part);
    } catch (error) {
      throw new BadInput(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
    }
    const parsed = Pages.safeParse(json);
    if (parsed.success) return parsed.data.flatMap(({ AlarmHistoryItems }) => AlarmHistoryItems);
    throw new BadInput(
      `${file} is not what "aws cloudwatch describe-alarm-history" prints (${explain(parsed.error)}); it has AlarmHistoryItems at its top`,
    );
  });

/** Printed with the newest first, as is the default; items of one moment stand in the wrong order then, too. */
const isNewestFirst = (items: readonly HistoryItem[]): boolean =>
  (items.at(0)?.Timestamp ?? '') > (items.at(-1)?.Timestamp ?? '');

const keyOf = ({ AlarmName, Timestamp: at, HistoryItemType, HistoryData, HistorySummary }: HistoryItem): string =>
  JSON.stringify([AlarmName, at, HistoryItemType, HistoryData, HistorySummary]);

/** All items of all files, the oldest first, those that pages or files have in common once. */
export const readHistory = (files: readonly Readonly<{ file: string; text: string }>[]): HistoryItem[] => {
  const read = files.flatMap(({ file, text }) => {
    const items = parsePages(text, file);
    return isNewestFirst(items) ? items.toReversed() : items;
  });
  const once = new Map(read.map((item) => [keyOf(item), item]));
  if (once.size === 0)
    throw new BadInput(`there is no item of an alarm's history in ${files.map(({ file }) => file).join(', ')}`);
  return [...once.values()].sort((a, b) => a.Timestamp.localeCompare(b.Timestamp));
};
