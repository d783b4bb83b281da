import { pageOf } from '../../page.ts';
import { invalidToken, invalidValue } from '../input-faults.ts';

const most = 100;

type Asked = Readonly<{ MaxRecords?: number | undefined; NextToken?: string | undefined }>;

/** docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html and its neighbours: 50, at most 100. */
export function pageOfAlarms<T>(all: readonly T[], { MaxRecords = 50, NextToken }: Asked) {
  if (MaxRecords < 1 || MaxRecords > most) throw invalidValue(`MaxRecords must be between 1 and ${most}.`);
  const page = pageOf(all, MaxRecords, NextToken);
  if (page === undefined) throw invalidToken();
  return page;
}
