import { JSONParser } from '@streamparser/json';
import { BadInput } from '../bad-input.ts';
import { decoderOf } from './decode.ts';

const itemsKey = 'AlarmHistoryItems';
/** HistoryData is 4,095 characters at most: whatever goes on for so long is no history. */
const longestBytes = 16 * 1024 * 1024;

/** What stands in a file: items one after the other, and at the end of each page whether it says that more follow. */
export type PageEvents = Readonly<{
  /** `place`: where it stands, such as AlarmHistoryItems.3. */
  item: (value: unknown, place: string) => void;
  /** `isList`: items without the page around them, so that nothing says whether they are all. */
  pageEnd: (page: Readonly<{ hasMore: boolean; isList: boolean }>) => void;
}>;

/**
 * Reads a file of any length in the memory of one item, and tells of the pages and items in it. Throws BadInput where it is no history, or is
 * cut off. `read`: after each piece, in bytes.
 */
export async function parsePages(
  file: string,
  bytes: AsyncIterable<Uint8Array>,
  events: PageEvents & Readonly<{ read: (bytes: number) => void }>,
): Promise<void> {
  // Without paths it tells of every value, the innermost first; an empty separator lets documents follow one another. The data
  // of an item are full of escapes: gathered in a buffer they are read in half the time.
  const parser = new JSONParser({ separator: '', stringBufferSize: 65_536 });
  const sorter = createSorter(file, events);
  parser.onValue = sorter.take;
  let [counted, sinceValue] = [0, 0];
  let decode: ReturnType<typeof decoderOf> | undefined;
  for await (const chunk of bytes) {
    decode ??= decoderOf(chunk);
    write(parser, decode(chunk), file);
    sinceValue = sorter.seen.values === counted ? sinceValue + chunk.length : 0;
    counted = sorter.seen.values;
    if (sinceValue > longestBytes) throw noHistory(file, 'it has 16 MB without an item');
    events.read(chunk.length);
  }
  finish(parser, file);
  sorter.end();
}

type Emitted = Parameters<JSONParser['onValue']>[0];

/** Whichever way they were put together: a page, a list of pages, a list of items, or any of these one after the other. */
function createSorter(file: string, { item, pageEnd }: PageEvents) {
  const seen = { values: 0, bareItems: 0 };
  const takeTop = (value: unknown): void => {
    if (isObject(value) && Array.isArray(value[itemsKey])) {
      pageEnd({ hasMore: isMore(value.NextToken), isList: false });
    } else if (isObject(value) && 'AlarmName' in value && 'HistoryItemType' in value) {
      item(value, String(seen.bareItems));
      seen.bareItems += 1;
    } else throw noHistory(file, topOf(value));
  };
  const take = (emitted: Emitted): void => {
    const { value, parent, key, stack } = emitted;
    if (isItemOfPage(emitted)) item(value, `${itemsKey}.${key}`);
    else if (stack.length === 1 && Array.isArray(parent)) takeTop(value);
    else if (stack.length > 0) return;
    else if (!Array.isArray(value)) takeTop(value);
    seen.values += 1;
    // Not kept: the parser counts the members of a list by itself.
    if (Array.isArray(parent)) parent.length = 0;
  };
  const end = (): void => {
    if (seen.bareItems > 0) pageEnd({ hasMore: false, isList: true });
    if (seen.values === 0) throw noHistory(file, 'it is empty');
  };
  return { take, end, seen };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isMore = (token: unknown): boolean => token !== undefined && token !== null && token !== '';

const noHistory = (file: string, what: string): BadInput =>
  new BadInput(`${file} is not what "aws cloudwatch describe-alarm-history" prints: ${what}, and not ${itemsKey}`);

function topOf(value: unknown): string {
  const words = isObject(value) ? Object.keys(value).slice(0, 6).join(', ') : JSON.stringify(value).slice(0, 40);
  return `it has ${words || 'nothing'} at its top`;
}

const isItemOfPage = ({ parent, stack }: Emitted): boolean =>
  Array.isArray(parent) && stack.at(-1)?.key === itemsKey && (stack.length === 2 || stack.length === 3);

/** Of a file that was written as something else, the first letter is what the parser cannot read. */
function write(parser: JSONParser, chunk: Uint8Array | string, file: string): void {
  try {
    parser.write(chunk);
  } catch (error) {
    if (error instanceof BadInput) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new BadInput(`${file} is not JSON: ${reason}; print it with --output json`);
  }
}

function finish(parser: JSONParser, file: string): void {
  try {
    parser.end();
  } catch {
    throw new BadInput(`${file} is not JSON to its end: it is cut off, or still being written`);
  }
}
