import { AwsFault } from '../../call.ts';
import { type Page, pageOf } from '../page.ts';

const smallestPage = 5;
const largestPage = 1000;

type Thing = Readonly<{ id: string }>;

export type Kind = Readonly<{
  /** How errors call it: `volume`. */
  word: 'snapshot' | 'volume';
  /** snap-, vol- */
  prefix: string;
  /** How errors call the list of ids in a request. */
  set: string;
}>;

/** docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
export function requireThings<T extends Thing>(kind: Kind, own: readonly T[], ids: readonly string[]): T[] {
  const malformed = ids.find((id) => !new RegExp(`^${kind.prefix}-[0-9a-f]{8}(?:[0-9a-f]{9})?$`).test(id));
  if (malformed !== undefined)
    throw new AwsFault('InvalidParameterValue', `Value (${malformed}) for parameter ${kind.word}Id is invalid.`);
  const missing = ids.find((id) => !own.some((thing) => thing.id === id));
  if (missing !== undefined) throw notFound(kind, missing);
  return own.filter(({ id }) => ids.includes(id));
}

const notFound = ({ word }: Kind, id: string): AwsFault =>
  new AwsFault(`Invalid${word === 'snapshot' ? 'Snapshot' : 'Volume'}.NotFound`, `The ${word} '${id}' does not exist.`);

export function requireThing<T extends Thing>(kind: Kind, own: readonly T[], id: string | undefined): T {
  if (id === undefined) throw new AwsFault('MissingParameter', `The request must contain the parameter ${kind.word}Id`);
  const [found] = requireThings(kind, own, [id]);
  if (found === undefined) throw notFound(kind, id);
  return found;
}

type Paged = Readonly<{ MaxResults?: number | undefined; ids: readonly string[] }>;

/** All of it unless a size is given; a larger one counts as 1000. */
export function pageSize({ set }: Kind, { MaxResults, ids }: Paged): number {
  if (MaxResults === undefined) return Number.MAX_SAFE_INTEGER;
  if (ids.length > 0)
    throw new AwsFault(
      'InvalidParameterCombination',
      `The parameter ${set} cannot be used with the parameter maxResults`,
    );
  if (MaxResults < smallestPage)
    throw new AwsFault(
      'InvalidParameterValue',
      `Value ( ${MaxResults} ) for parameter maxResults is invalid. Expecting a value of 5 or more.`,
    );
  return Math.min(MaxResults, largestPage);
}

export function pageOfThings<T>(all: readonly T[], size: number, token: string | undefined): Page<T> {
  const page = pageOf(all, size, token);
  if (page === undefined)
    throw new AwsFault('InvalidPaginationToken', 'The specified pagination token is not valid or is expired.');
  return page;
}
