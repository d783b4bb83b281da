import type { Known } from './known.ts';

/** `orders-replica` is of `orders-prod` rather than of `billing-prod`; undefined where two are as like. */
export function likest(instance: string, primaries: readonly Known[]): Known | undefined {
  const [first, second] = primaries
    .map((primary) => ({ primary, likeness: commonStart(primary.instance, instance) }))
    .toSorted((a, b) => b.likeness - a.likeness);
  return first !== undefined && first.likeness > (second?.likeness ?? 0) ? first.primary : undefined;
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

type Source =
  | Readonly<{ kind: 'found'; primary: Known }>
  | Readonly<{ kind: 'none'; name: string | undefined }>
  | Readonly<{ kind: 'ambiguous'; because: string }>;

/** Which of these instances a replica replicates: what is pinned, the only one in the other Region, or the one whose name is most like. */
export function sourceOf(replica: Known, primaries: readonly Known[]): Source {
  const pinned = replica.claims.find(({ source }) => source !== undefined)?.source;
  const elsewhere = primaries.filter(({ side }) => side !== replica.side);
  const named = elsewhere.find(({ instance }) => instance === pinned);
  if (named !== undefined) return { kind: 'found', primary: named };
  if (pinned !== undefined || elsewhere.length === 0) return { kind: 'none', name: pinned };
  const primary = elsewhere.length === 1 ? elsewhere[0] : likest(replica.instance, elsewhere);
  if (primary !== undefined) return { kind: 'found', primary };
  const names = elsewhere.map(({ instance }) => instance).join(', ');
  const [{ by } = { by: 'pins' }] = replica.claims;
  const because = `${by}: which of ${names} ${replica.instance} replicates cannot be told; pin its source (pins.databases)`;
  return { kind: 'ambiguous', because };
}
