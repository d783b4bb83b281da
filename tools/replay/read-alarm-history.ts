import { BadInput } from '../bad-input.ts';
import { type HistoryItem, readItem, skimItem, type Turned, type Unreadable } from './history-item.ts';
import { type Chain, chainPages, type Page } from './pages.ts';
import { parsePages } from './parse-pages.ts';

/** A file to read. `bytes`: its length, where that is known. */
export type HistoryFile = Readonly<{ name: string; bytes: number | undefined; open: () => AsyncIterable<Uint8Array> }>;

type Reading = Readonly<{
  isWanted: (alarm: string) => boolean;
  /** Bytes read so far, and of how many. */
  progress: (name: string, done: number, bytes: number | undefined) => void;
}>;

/** What is kept of the files. */
export type History = Readonly<{
  /** Of the alarms that were asked for, the oldest first, those that pages or files have in common once. */
  items: readonly HistoryItem[];
  /** All alarms that have an item, whoever's they are. */
  alarms: readonly string[];
  /** Which pages were taken to follow one another. */
  chains: readonly Chain[];
}>;

type PageWithItems = Page & Readonly<{ items: readonly HistoryItem[]; alarms: ReadonlySet<string> }>;

/** The history in all files together; throws BadInput where one of them is none, or is a part of one whose rest is not there. */
export async function readAlarmHistory(files: readonly HistoryFile[], reading: Reading): Promise<History> {
  const read = new Map<HistoryFile, readonly PageWithItems[]>();
  for (const file of files) read.set(file, await readFile(file, reading));
  const pages = [...read.values()].flat();
  if (pages.every(({ first }) => first === undefined))
    throw new BadInput(`there is no item of an alarm's history in ${files.map(({ name }) => name).join(', ')}`);
  const once = new Map(pages.flatMap(oldestFirst).map((item) => [keyOf(item), item]));
  return {
    items: [...once.values()].sort((a, b) => a.at.localeCompare(b.at)),
    alarms: [...new Set(pages.flatMap(({ alarms }) => [...alarms]))],
    chains: chained(read),
  };
}

async function readFile(file: HistoryFile, reading: Reading): Promise<PageWithItems[]> {
  const pages: PageWithItems[] = [];
  let [page, done] = [opened(), 0];
  await parsePages(file.name, file.open(), {
    item: (value, place) => {
      const { field, why } = takeItem(page, value, reading) ?? {};
      if (why !== undefined)
        throw new BadInput(`${[`${file.name}: ${place}`, field].filter(Boolean).join('.')}: ${why}`);
    },
    pageEnd: (end) => {
      pages.push({ name: file.name, ...page, ...end });
      page = opened();
    },
    read: (bytes) => {
      done += bytes;
      reading.progress(file.name, done, file.bytes);
    },
  });
  return pages.length === 1 ? pages : pages.map((one, index) => ({ ...one, name: `page ${index + 1} of ${one.name}` }));
}

type Edge = { first: Turned; last: Turned };
type OpenPage = {
  items: HistoryItem[];
  first: string | undefined;
  last: string | undefined;
  alarms: Set<string>;
  edges: Map<string, Edge>;
};

const opened = (): OpenPage => ({
  items: [],
  first: undefined,
  last: undefined,
  alarms: new Set(),
  edges: new Map(),
});

/** Takes it into the page; answers which field of it cannot be read, and why, where that counts. */
function takeItem(page: OpenPage, value: unknown, { isWanted }: Reading): Unreadable | undefined {
  const { AlarmName: name } = isRecord(value) ? value : {};
  if (isRecord(value) && typeof name === 'string' && !isWanted(name)) {
    note(page, name, skimItem(value));
    return undefined;
  }
  const read = readItem(value);
  if ('why' in read) return read;
  const { alarm, at, news } = read.item;
  note(page, alarm, { at, ...(news.kind === 'turned' && { turned: news }) });
  page.items.push(read.item);
  return undefined;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function note(page: OpenPage, alarm: string, { at, turned }: ReturnType<typeof skimItem>): void {
  page.alarms.add(alarm);
  page.first ??= at;
  page.last = at ?? page.last;
  if (turned !== undefined) noteEdge(page.edges, alarm, turned);
}

function noteEdge(edges: Map<string, Edge>, alarm: string, turned: Turned): void {
  const edge = edges.get(alarm);
  if (edge === undefined) edges.set(alarm, { first: turned, last: turned });
  else edge.last = turned;
}

/** Printed with the newest first, as is the default; items of one moment stand in the wrong order then, too. */
const oldestFirst = ({ items, first = '', last = '' }: PageWithItems): readonly HistoryItem[] =>
  first > last ? items.toReversed() : items;

const keyOf = ({ alarm, at, news }: HistoryItem): string => JSON.stringify([alarm, at, news]);

/** In the order in which they are given, or else in that of their names: `page*.json` of a shell puts page10 before page2. */
function chained(files: ReadonlyMap<HistoryFile, readonly PageWithItems[]>): readonly Chain[] {
  const given = chainPages([...files.values()].flat());
  if ('chains' in given) return given.chains;
  const sorted = [...files].sort(([a], [b]) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  const byName = chainPages(sorted.flatMap(([, pages]) => pages));
  if ('chains' in byName) return byName.chains;
  throw new BadInput(given.missing);
}
