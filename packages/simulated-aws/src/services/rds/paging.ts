import { pageOf } from '../page.ts';
import { invalidValue } from './faults.ts';

type Asked = Readonly<{ MaxRecords?: number | undefined; Marker?: string | undefined }>;

/** RDS pages by 100 records unless told otherwise, and takes 20 to 100. */
export function pageOfRecords<T>(all: readonly T[], { MaxRecords = 100, Marker }: Asked) {
  if (!Number.isInteger(MaxRecords) || MaxRecords < 20 || MaxRecords > 100)
    throw invalidValue(`Invalid value ${MaxRecords} for MaxRecords. Must be between 20 and 100`);
  const page = pageOf(all, MaxRecords, Marker);
  if (page === undefined) throw invalidValue('Invalid Marker.');
  return { items: page.items, marker: page.next };
}
