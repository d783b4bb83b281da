import type { ResultWriter } from '../definition/map-fields.ts';
import type { MapState } from '../definition/states.ts';
import type { Json, JsonObject } from '../json.ts';
import type { MapRun, ResultFile } from './execution.ts';
import type { Visit } from './flow.ts';
import { kindOf, type ResultKind, resultKinds, resultsOf, transformationOf, unitsOfAttempt } from './map-results.ts';
import { type AskS3, argumentsOf, askS3, whileRunning } from './map-s3.ts';

type Files = Readonly<Record<ResultKind, readonly ResultFile[]>>;

const none: Files = { FAILED: [], PENDING: [], SUCCEEDED: [] };

const failed = 'States.ResultWriterFailed';

export type MapWriter = Readonly<{
  /** Finds out, before any child runs, whether results could be written. */
  probe: () => Promise<void>;
  /** Writes the files and the manifest; answers the state's result. */
  write: () => Promise<Json>;
}>;

/**
 * docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html; `undefined` where nothing is to be exported. Files
 * beyond 5 GB, which AWS splits, are not modelled.
 */
export async function writerOf(
  visit: Visit<MapState>,
  run: MapRun,
  retryCount: number,
): Promise<MapWriter | undefined> {
  const { ResultWriter: writer } = visit.state;
  if (writer?.Resource === undefined) return undefined;
  const field = { template: writer.Arguments, location: 'ResultWriter/Arguments' };
  const place = placeOf(run, writer, await argumentsOf(visit, field, retryCount));
  const { Bucket, folder } = place;
  const testing = askS3(visit, failed, 'Failed to write a test manifest into the specified output bucket.');
  const writing = askS3(visit, failed, 'Failed to write the results.');
  const write = async (): Promise<Json> => {
    const files = await writeFiles(writing, place, visit.flow.engine.world.clock.now());
    await writeManifest(writing, place, files);
    run.succeededFiles = files.SUCCEEDED;
    return { MapRunArn: run.arn, ResultWriterDetails: { Bucket, Key: `${folder}manifest.json` } };
  };
  return { probe: async () => void (await writeManifest(whileRunning(visit, testing), place, none)), write };
}

type Place = Readonly<{ run: MapRun; Bucket: string; folder: string; writer: ResultWriter }>;

const placeOf = (run: MapRun, writer: ResultWriter, { Bucket, Prefix }: JsonObject): Place => ({
  run,
  writer,
  Bucket: textIn(Bucket),
  folder: folderOf(run, textIn(Prefix)),
});

const textIn = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** `<Prefix>/<id of the Map Run>/`, below that a folder for each redrive. */
function folderOf({ arn, redriveCount }: MapRun, prefix: string): string {
  const base = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
  return `${base}${arn.split(':').at(-1)}/${redriveCount === 0 ? '' : `Redrive-${redriveCount}/`}`;
}

async function writeFiles(ask: AskS3, { run, Bucket, folder, writer }: Place, now: number): Promise<Files> {
  const units = unitsOfAttempt(run);
  const extension = writer.WriterConfig?.OutputType === 'JSONL' ? 'jsonl' : 'json';
  const files: Record<ResultKind, readonly ResultFile[]> = { ...none, SUCCEEDED: run.succeededFiles };
  for (const kind of resultKinds) {
    const some = units.filter((unit) => kindOf(unit) === kind);
    if (some.length === 0) continue;
    const Key = `${folder}${kind}_0.${extension}`;
    const body = Buffer.from(serialised(resultsOf(some, transformationOf(writer), now), writer));
    await ask({ operation: 'PutObject', input: { Bucket, Key, Body: body } });
    files[kind] = [...files[kind], { Key, Size: body.length }];
  }
  return files;
}

const serialised = (results: readonly Json[], { WriterConfig }: ResultWriter): string =>
  WriterConfig?.OutputType === 'JSONL'
    ? results.map((result) => `${JSON.stringify(result)}\n`).join('')
    : JSON.stringify(results);

function writeManifest(ask: AskS3, { run, Bucket, folder }: Place, ResultFiles: Files) {
  const manifest = { DestinationBucket: Bucket, MapRunArn: run.arn, ResultFiles };
  const Body = Buffer.from(JSON.stringify(manifest));
  const ContentType = 'application/octet-stream';
  return ask({ operation: 'PutObject', input: { Bucket, Key: `${folder}manifest.json`, Body, ContentType } });
}
