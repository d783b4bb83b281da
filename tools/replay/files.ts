import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '../bad-input.ts';
import type { HistoryFile } from './read-alarm-history.ts';

/** One piece of a file in memory. */
const pieceBytes = 256 * 1024;

/** A file, or all *.json, *.jsonl and *.ndjson of a folder in the order of their numbers. Throws BadInput where there is none. */
export function filesAt(path: string): HistoryFile[] {
  try {
    return statSync(path).isDirectory() ? filesIn(path) : [fileAt(path)];
  } catch (error) {
    throw error instanceof BadInput ? error : new BadInput(`${path} cannot be read: ${whyNot(error)}`);
  }
}

function filesIn(folder: string): HistoryFile[] {
  const names = readdirSync(folder).filter((name) => /\.(json|jsonl|ndjson)$/i.test(name));
  if (names.length === 0) throw new BadInput(`${folder} has no file *.json with a history`);
  return names
    .sort((a, b) => a.localeCompare(b, undefined, { numeric: true }))
    .map((name) => fileAt(join(folder, name)));
}

function fileAt(name: string): HistoryFile {
  const stat = statSync(name);
  return { name, bytes: stat.isFile() ? stat.size : undefined, open: () => read(name) };
}

/** Whatever happens while a file is read is told by its name. */
async function* read(name: string): AsyncGenerator<Uint8Array> {
  const stream = createReadStream(name, { highWaterMark: pieceBytes });
  try {
    for await (const piece of stream) if (piece instanceof Uint8Array) yield piece;
  } catch (error) {
    throw new BadInput(`${name} cannot be read: ${whyNot(error)}`);
  }
}

const whyNot = (error: unknown): string => (error instanceof Error ? error.message : String(error));
