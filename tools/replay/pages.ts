import type { Turned } from './history-item.ts';

const cure =
  'give all pages, in their order, or let the command line fetch them (without --no-paginate and --max-items)';

/** One answer of CloudWatch, or one file of items. `first` and `last`: the times of its first and last item as they stand there. */
export type Page = Readonly<{
  /** Such as page1.json, or page 2 of history.json. */
  name: string;
  first: string | undefined;
  last: string | undefined;
  /** It said NextToken. */
  hasMore: boolean;
  isList: boolean;
  /** Of each alarm that turned in it: into and out of what, as its first and last item stand there. */
  edges: ReadonlyMap<string, Readonly<{ first: Turned; last: Turned }>>;
}>;

/** Pages that follow one another, up to one without NextToken. */
export type Chain = readonly Page[];

export type Chained = Readonly<{ chains: readonly Chain[] } | { missing: string }>;

/** Puts pages together in the order in which they are given. */
export function chainPages(pages: readonly Page[]): Chained {
  const chains: Page[][] = [];
  let open: Page[] | undefined;
  for (const page of pages) {
    const why = open && whyNotNext(open, page);
    if (open !== undefined && why !== undefined) return { missing: missingAfter(open, why) };
    if (open === undefined) chains.push([page]);
    else open.push(page);
    open = page.hasMore ? chains.at(-1) : undefined;
  }
  return open === undefined ? { chains } : { missing: missingAfter(open, undefined) };
}

/** Why the page cannot be the one that the chain's NextToken stands for. */
function whyNotNext(chain: Chain, next: Page): string | undefined {
  const end = chain.findLast(({ last }) => last !== undefined)?.last;
  const direction = directionOf(chain) ?? directionOf([...chain, next]);
  if (end === undefined || next.first === undefined) return undefined;
  if (direction === 'oldestFirst' ? next.first < end : next.first > end)
    return `${next.name} begins at ${next.first}, and not where that ends`;
  const alarm = brokenAlarm(chain, next, direction);
  return alarm && `between it and ${next.name} changes of ${alarm} are missing`;
}

type Direction = 'newestFirst' | 'oldestFirst' | undefined;

function directionOf(pages: readonly Page[]): Direction {
  const times = pages.flatMap(({ first, last }) => [first ?? [], last ?? []].flat());
  const [start, end] = [times.at(0) ?? '', times.at(-1) ?? ''];
  if (start === end) return undefined;
  return start > end ? 'newestFirst' : 'oldestFirst';
}

/** An alarm that turned on both pages, where one does not begin with what the other ended with. */
function brokenAlarm(chain: Chain, next: Page, direction: Direction): string | undefined {
  for (const [alarm, { first }] of next.edges) {
    const last = chain.findLast(({ edges }) => edges.has(alarm))?.edges.get(alarm)?.last;
    if (last === undefined) continue;
    const fits = direction === 'oldestFirst' ? last.to === first.from : first.to === last.from;
    if (!fits) return alarm;
  }
  return undefined;
}

function missingAfter(chain: Chain, why: string | undefined): string {
  const last = chain.at(-1);
  const until = last?.last === undefined ? '' : `, what lies beyond ${last.last}`;
  return `${last?.name} says NextToken: more pages follow${until}${why === undefined ? ', and none was given' : `; ${why}`}; ${cure}`;
}
