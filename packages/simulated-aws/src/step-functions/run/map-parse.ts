import type { ReaderConfig } from '../definition/map-fields.ts';
import { StateFailure } from '../failure.ts';
import { isList, isObject, type Json, readDocument } from '../json.ts';
import type { MapItem } from './execution.ts';
import { readRows, recordsOf } from './map-csv.ts';

export const readerFailure = (explanation: string, options?: ErrorOptions) =>
  new StateFailure('States.ItemReaderFailed', explanation, options);

/** The items in the text of one object, by the InputType; parse.ts has refused the others. */
export function itemsIn(text: string, config: ReaderConfig): MapItem[] {
  if (config.InputType === 'CSV') return fromCsv(text, config);
  return config.InputType === 'JSONL' ? fromLines(text) : fromJson(text, config);
}

function fromCsv(text: string, { CSVDelimiter, CSVHeaders }: ReaderConfig): MapItem[] {
  const rows = readRows(text, CSVDelimiter);
  const [first = [], ...rest] = rows;
  const records = CSVHeaders === undefined ? recordsOf(rest, first) : recordsOf(rows, CSVHeaders);
  return records.map((value) => ({ value }));
}

const fromLines = (text: string): MapItem[] =>
  text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => ({ value: parseJson(line) }));

function parseJson(text: string): Json {
  const document = readDocument(text);
  if (document === undefined) throw readerFailure('The dataset is not valid JSON.');
  return document.value;
}

function fromJson(text: string, { ItemsPointer = '' }: ReaderConfig): MapItem[] {
  const value = pointedAt(parseJson(text), ItemsPointer);
  if (isList(value)) return value.map((one) => ({ value: one }));
  if (isObject(value)) return Object.entries(value).map(([key, one]) => ({ value: one, key }));
  throw readerFailure('The dataset must be a JSON array or a JSON object.');
}

function pointedAt(value: Json, pointer: string): Json {
  const steps = pointer.split('/').slice(1).map(unescaped);
  const found = steps.reduce(memberOf, value);
  if (found === undefined) throw readerFailure(`The ItemsPointer ${pointer} points at nothing in the dataset.`);
  return found;
}

/** RFC 6901 */
const unescaped = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~');

function memberOf(value: Json | undefined, step: string): Json | undefined {
  if (isObject(value)) return Object.hasOwn(value, step) ? value[step] : undefined;
  return isList(value) ? value[Number(step)] : undefined;
}
