import type { FactOf } from '../../contracts/ledger-entry.ts';
import { knownOf, type Reading } from '../reading.ts';
import { type DatabaseInstance, databaseKindOf } from './copy.ts';
import { type Claim, proveOwnership } from './prove-ownership.ts';

type Seen = FactOf<'copySeen'>;

/** The claim with what a look has seen, and what of it is new. */
export type NotedCopies = Readonly<{ claim: Claim; notes: readonly Seen[] }>;

/**
 * The immutable ids of copies that are seen for the first time and provably ours, one after the other: by them whoever looks later knows
 * each from any other of its name.
 */
export const noteCopies = (
  claim: Claim,
  copies: readonly (Reading<DatabaseInstance | undefined> | undefined)[],
): NotedCopies =>
  copies.reduce<NotedCopies>(
    (noted, copy) => {
      const seen = copy && seenIn(knownOf(copy), noted.claim);
      if (seen === undefined) return noted;
      return { claim: { ...noted.claim, seen: [...noted.claim.seen, seen] }, notes: [...noted.notes, seen] };
    },
    { claim, notes: [] },
  );

function seenIn(found: DatabaseInstance | undefined, claim: Claim): Seen | undefined {
  if (found === undefined || claim.seen.some(({ name }) => name === found.name) || !proveOwnership(found, claim).isOurs)
    return undefined;
  const { name, arn, resourceId, createdAt } = found;
  return {
    type: 'copySeen',
    kind: databaseKindOf(arn),
    name,
    arn,
    resourceId,
    ...(createdAt !== undefined && { createdAt }),
  };
}
