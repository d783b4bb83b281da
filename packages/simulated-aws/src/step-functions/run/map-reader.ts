import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import type { Output } from '../../call.ts';
import { defined } from '../../defined.ts';
import type { ItemReader } from '../definition/map-fields.ts';
import type { MapState } from '../definition/states.ts';
import { type Json, type JsonObject, jsonOf } from '../json.ts';
import type { MapItem } from './execution.ts';
import type { Visit } from './flow.ts';
import { isManifest, type Manifest, manifestIn } from './map-manifest.ts';
import { itemsIn, readerFailure } from './map-parse.ts';
import { type AskS3, argumentsOf, askS3, whileRunning } from './map-s3.ts';
import { wholeNumberIn } from './map-settings.ts';

const msPerSecond = 1000;

type Task = Readonly<{ ask: AskS3; input: JsonObject; reader: ItemReader; most: number }>;

/** The items that the ItemReader names, read as the machine's role. Throws States.ItemReaderFailed. */
export async function readItems(
  visit: Visit<MapState>,
  reader: ItemReader,
  retryCount: number,
): Promise<readonly MapItem[]> {
  const ask = whileRunning(visit, askS3(visit, 'States.ItemReaderFailed', 'Failed to read the items.'));
  const most = await mostIn(visit, reader, retryCount);
  const input = await argumentsOf(visit, { template: reader.Arguments, location: 'ItemReader/Arguments' }, retryCount);
  const task: Task = { ask, input, reader, most };
  const isListing = reader.Resource.endsWith(':listObjectsV2');
  const items = isListing ? await itemsOfListing(task) : await itemsOfObject(task);
  return items.slice(0, most);
}

async function mostIn(visit: Visit<MapState>, { ReaderConfig }: ItemReader, retryCount: number): Promise<number> {
  const { MaxItems: template } = ReaderConfig;
  if (template === undefined) return Number.POSITIVE_INFINITY;
  return await wholeNumberIn(visit, { template, location: 'ItemReader/ReaderConfig/MaxItems' }, retryCount);
}

async function itemsOfListing(task: Task): Promise<MapItem[]> {
  const { ask, input, reader, most } = task;
  const { Bucket } = placeOf(input);
  const { ReaderConfig: config } = reader;
  if (config.Transformation === 'NONE') {
    const entries = await listedBy(ask, input, most);
    return entries.map((entry) => ({ value: metadataOf(entry) ?? null, source: `S3://${Bucket}` }));
  }
  const entries = await listedBy(ask, input, Number.POSITIVE_INFINITY);
  const files = entries.map(({ Key }) => ({ bucket: Bucket, key: String(Key) }));
  return await itemsOfFiles(task, { files, itemsIn: (text) => itemsIn(text, config) });
}

type Place = Readonly<{ Bucket: string; Key: string }>;

const placeOf = ({ Bucket, Key }: JsonObject): Place => ({ Bucket: String(Bucket), Key: String(Key) });

type Entry = Readonly<Record<string, unknown>>;

/** Page by page, until there are `most`. */
async function listedBy(ask: AskS3, input: JsonObject, most: number): Promise<Entry[]> {
  const entries: Entry[] = [];
  let token: unknown;
  do {
    const more = defined({ ContinuationToken: token });
    const page = await ask({ operation: 'ListObjectsV2', input: { ...input, ...more } });
    entries.push(...contentsOf(page));
    token = page.NextContinuationToken;
  } while (token !== undefined && entries.length < most);
  return entries;
}

const contentsOf = ({ Contents }: Output): Entry[] => (Array.isArray(Contents) ? Contents.filter(isEntry) : []);

const isEntry = (value: unknown): value is Entry => typeof value === 'object' && value !== null;

/** As AWS shows an object of a listing: its time as seconds. */
const metadataOf = ({ ETag, Key, LastModified, Size, StorageClass }: Entry): Json | undefined =>
  jsonOf({
    Etag: ETag,
    Key,
    LastModified: LastModified instanceof Date ? LastModified.getTime() / msPerSecond : undefined,
    Size,
    StorageClass,
  });

async function itemsOfFiles({ ask, most }: Task, { files, itemsIn: parse }: Manifest): Promise<MapItem[]> {
  const items: MapItem[] = [];
  for (const { bucket: Bucket, key: Key } of files) {
    items.push(...from({ Bucket, Key }, parse(await textAt(ask, { Bucket, Key }))));
    if (items.length >= most) break;
  }
  return items;
}

const from = ({ Bucket, Key }: Place, items: readonly MapItem[]): MapItem[] =>
  items.map((item) => ({ ...item, source: `S3://${Bucket}/${Key}` }));

async function textAt(ask: AskS3, input: JsonObject): Promise<string> {
  const { Body } = await ask({ operation: 'GetObject', input });
  return textOf(Body, String(input.Key));
}

/** docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html: compressed files by the end of their name. */
function textOf(body: unknown, key: string): string {
  if (!(body instanceof Uint8Array)) return '';
  try {
    if (key.endsWith('.gz')) return gunzipSync(body).toString();
    return key.endsWith('.zstd') ? zstdDecompressSync(body).toString() : new TextDecoder().decode(body);
  } catch (error) {
    throw readerFailure(`The object ${key} cannot be decompressed.`, { cause: error });
  }
}

async function itemsOfObject(task: Task): Promise<MapItem[]> {
  const { ask, input, reader } = task;
  const { ReaderConfig: config } = reader;
  const text = await textAt(ask, input);
  if (isManifest(config)) return await itemsOfFiles(task, manifestIn(text, config));
  return from(placeOf(input), itemsIn(text, config));
}
