import type { DescribeSnapshotsCommandInput, DescribeSnapshotsCommandOutput } from '@aws-sdk/client-ec2';
import { AwsFault, type Call, notSimulated } from '../../call.ts';
import { onlyModelled } from '../only-modelled.ts';
import { pageOf } from '../page.ts';
import { meets } from './filters.ts';
import { type Store, type StoredSnapshot, shown } from './snapshot.ts';

const operation = 'ec2:DescribeSnapshots';
const smallestPage = 5;
const largestPage = 1000;

const invalid = (message: string): AwsFault => new AwsFault('InvalidParameterValue', message);

/** Without an owner AWS also shows what others have made public. */
const requireOwn = ({ OwnerIds = [], SnapshotIds = [] }: DescribeSnapshotsCommandInput, account: string): void => {
  const other = OwnerIds.find((owner) => owner !== 'self' && owner !== account);
  if (other !== undefined) throw notSimulated(`${operation} of the owner ${other}`);
  if (OwnerIds.length === 0 && SnapshotIds.length === 0)
    throw notSimulated(`${operation} without OwnerIds: public snapshots of others`);
};

const requireFound = (ids: readonly string[], own: readonly StoredSnapshot[]): void => {
  const malformed = ids.find((id) => !/^snap-[0-9a-f]{8}(?:[0-9a-f]{9})?$/.test(id));
  if (malformed !== undefined)
    throw new AwsFault('InvalidParameterValue', `Value (${malformed}) for parameter snapshotId is invalid.`);
  const missing = ids.find((id) => !own.some((snapshot) => snapshot.id === id));
  if (missing !== undefined)
    throw new AwsFault('InvalidSnapshot.NotFound', `The snapshot '${missing}' does not exist.`);
};

/** All of it unless a size is given; a larger one counts as 1000. */
const sizeOf = ({ MaxResults, SnapshotIds = [] }: DescribeSnapshotsCommandInput): number => {
  if (MaxResults === undefined) return Number.MAX_SAFE_INTEGER;
  if (SnapshotIds.length > 0)
    throw new AwsFault(
      'InvalidParameterCombination',
      'The parameter snapshotSet cannot be used with the parameter maxResults',
    );
  if (MaxResults < smallestPage)
    throw invalid(`Value ( ${MaxResults} ) for parameter maxResults is invalid. Expecting a value of 5 or more.`);
  return Math.min(MaxResults, largestPage);
};

const members = ['Filters', 'MaxResults', 'NextToken', 'OwnerIds', 'SnapshotIds'];

/** An id that does not exist is an error; a filter that nothing meets is an empty list. */
export const describeSnapshots =
  ({ world, snapshots }: Store) =>
  (input: DescribeSnapshotsCommandInput, { region }: Call): Omit<DescribeSnapshotsCommandOutput, '$metadata'> => {
    onlyModelled(operation, input, members);
    requireOwn(input, world.account);
    const { SnapshotIds: ids = [], Filters: filters = [], NextToken: token } = input;
    const size = sizeOf(input);
    const own = snapshots.filter((snapshot) => snapshot.region === region);
    requireFound(ids, own);
    const found = own
      .filter(({ id }) => ids.length === 0 || ids.includes(id))
      .filter((snapshot) => filters.every(meets(snapshot)));
    const page = pageOf(found, size, token);
    if (page === undefined)
      throw new AwsFault('InvalidPaginationToken', 'The specified pagination token is not valid or is expired.');
    return { Snapshots: page.items.map((snapshot) => shown(snapshot, world)), NextToken: page.next };
  };
