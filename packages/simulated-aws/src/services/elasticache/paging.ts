import { type Page, pageOf } from '../page.ts';
import { invalidValue } from './faults.ts';

const smallestPage = 20;

type Paged = Readonly<{ MaxRecords?: number | undefined; Marker?: string | undefined }>;

/** Snapshots come at most fifty at a time, the rest a hundred. */
export function pageOfRecords<T>(all: readonly T[], { MaxRecords, Marker }: Paged, largest = 100): Page<T> {
  const size = MaxRecords ?? largest;
  if (!Number.isInteger(size) || size < smallestPage || size > largest)
    throw invalidValue(`Invalid value ${size} for MaxRecords. Must be between ${smallestPage} and ${largest}`);
  const page = pageOf(all, size, Marker);
  if (page === undefined) throw invalidValue('Invalid Marker.');
  return page;
}
