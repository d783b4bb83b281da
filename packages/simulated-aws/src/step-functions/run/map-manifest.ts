import * as z from 'zod';
import type { ReaderConfig } from '../definition/map-fields.ts';
import { readDocument } from '../json.ts';
import type { MapItem } from './execution.ts';
import { readRows, recordsOf } from './map-csv.ts';
import { itemsIn, readerFailure } from './map-parse.ts';

/** docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html */
const Inventory = z.object({
  destinationBucket: z.string(),
  fileFormat: z.literal('CSV'),
  fileSchema: z.string(),
  files: z.array(z.object({ key: z.string() })),
});

const uri = /^s3:\/\/([^/]+)\/(.+)$/;

export const isManifest = ({ InputType, ManifestType }: ReaderConfig): boolean =>
  InputType === 'MANIFEST' || ManifestType !== undefined;

type DataFile = Readonly<{ bucket: string; key: string }>;

/** The files that a manifest names, and how the items stand in them. */
export type Manifest = Readonly<{ files: readonly DataFile[]; itemsIn: (text: string) => MapItem[] }>;

export const manifestIn = (text: string, config: ReaderConfig): Manifest =>
  config.ManifestType === 'ATHENA_DATA' ? athenaOf(text, config) : inventoryOf(text);

/** docs.aws.amazon.com/athena/latest/ug/querying-finding-output-files.html: one URI a line. */
function athenaOf(text: string, config: ReaderConfig): Manifest {
  const files = readRows(text, ',').map(([field = '']) => {
    const [, bucket, key] = uri.exec(field) ?? [];
    if (bucket === undefined || key === undefined) throw readerFailure(`The manifest names no object by ${field}.`);
    return { bucket, key };
  });
  return { files, itemsIn: (data) => itemsIn(data, config) };
}

function inventoryOf(text: string): Manifest {
  const parsed = Inventory.safeParse(readDocument(text)?.value);
  if (!parsed.success) throw readerFailure('The object is no manifest of an S3 inventory in CSV.');
  const { destinationBucket, fileSchema, files } = parsed.data;
  const header = fileSchema.split(',').map((name) => name.trim());
  const bucket = destinationBucket.replace(/^arn:aws:s3:::/, '');
  return {
    files: files.map(({ key }) => ({ bucket, key })),
    itemsIn: (rows) => recordsOf(readRows(rows, ','), header).map((value) => ({ value })),
  };
}
