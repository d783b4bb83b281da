import { AwsFault } from '../call.ts';
import { pageOf } from '../services/page.ts';

/** The same of all lists: docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
const defaultPageSize = 100;
const largestPageSize = 1000;

type Paging = { maxResults?: number | undefined; nextToken?: string | undefined };

export function paged<T>(all: readonly T[], { maxResults, nextToken }: Paging) {
  const page = pageOf(all, sizeOf(maxResults), nextToken);
  if (page === undefined) throw new AwsFault('InvalidToken', `Invalid Token: 'Invalid token'`);
  return page;
}

function sizeOf(maxResults: number | undefined): number {
  if (maxResults === undefined || maxResults === 0) return defaultPageSize;
  if (maxResults > 0 && maxResults <= largestPageSize) return maxResults;
  throw new AwsFault(
    'ValidationException',
    `1 validation error detected: Value '${maxResults}' at 'maxResults' failed to satisfy constraint: ` +
      `Member must have value less than or equal to ${largestPageSize}`,
  );
}
