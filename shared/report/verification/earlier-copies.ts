import type { RunId } from '../../contracts/fields.ts';
import type { LedgerEntry } from '../../contracts/ledger-entry.ts';
import type { Leftover, OrderedCopy } from '../../contracts/verification/facts.ts';
import type { VerificationRecord } from '../../contracts/verification/record.ts';
import { factsOf, firstOf, inStream } from '../../domain/run-facts.ts';
import { secondsBetween } from '../../domain/time.ts';
import { notSeen } from '../../domain/verification/judge-gone.ts';
import { duration } from '../format.ts';
import { endingOf } from './chains-of.ts';
import { isDiscarded } from './copy-of.ts';

/** Two weekly runs have looked for it by then, in vain: RDS shows in minutes what it has taken. */
const givenUpSeconds = 7 * 86_400;

type Entries = readonly LedgerEntry[];

/** What earlier runs have left, and what became of it. */
export function leftoversOf(entries: Entries): VerificationRecord['leftovers'] {
  const found = foundOf(entries);
  const shown = claimsOf(entries)
    .filter(({ claim }) => !found.some((one) => answersTo(claim, one)))
    .flatMap(({ claim }) => shownOf(entries, claim));
  return [...found, ...shown].map((leftover) => ({
    ...leftover,
    isDiscarded: isDiscarded(discardOf(entries, leftover.name)),
  }));
}

/** Found twice is one leftover, and the later look at it counts. */
function foundOf(entries: Entries): Leftover[] {
  const found = new Map(factsOf(entries, 'leftoverFound').map(({ fact }) => [fact.arn, fact]));
  return [...found.values()].map(({ type: _, ...leftover }) => leftover);
}

const claimsOf = (entries: Entries): Readonly<{ at: string; claim: OrderedCopy }>[] =>
  factsOf(entries, 'claimsRead').flatMap(({ at, fact }) => fact.copies.map((claim) => ({ at, claim })));

const answersTo = (claim: OrderedCopy, { name, resourceId }: Leftover): boolean =>
  name === claim.name || resourceId === claim.resourceId;

/** The claim showed while this run was looking for it: a leftover like those that stood when it began. */
function shownOf(entries: Entries, claim: OrderedCopy): Leftover[] {
  const seen = firstOf(discardOf(entries, claim.name), 'copySeen');
  if (seen === undefined) return [];
  const { kind, name, region, madeBy, plan, verification, orderedAt } = claim;
  const { arn, resourceId, createdAt } = seen.fact;
  const ageSeconds = Math.max(0, Math.round(secondsBetween(createdAt ?? orderedAt, seen.at)));
  const because = `ordered by run ${madeBy}, with its tags; it showed while this run was at work`;
  const who = { madeBy, plan, verification, isOurs: true, because };
  return [{ kind, name, region, arn, resourceId, ageSeconds, ...(createdAt && { createdAt }), ...who }];
}

const discardOf = (entries: Entries, name: string) => inStream(entries, `discard:${name}`);

type Awaited = VerificationRecord['awaited'][number];

/** What earlier runs have ordered, and neither the search nor a longer look has seen. */
export function awaitedIn(entries: Entries): Awaited[] {
  const leftovers = leftoversOf(entries);
  return (
    claimsOf(entries)
      .filter(({ claim }) => !leftovers.some((one) => answersTo(claim, one)))
      // The run before has deleted it, and this one has looked until it was proven gone.
      .filter(({ claim }) => !isDiscarded(discardOf(entries, claim.name)))
      .map(({ at, claim }) => awaitedOf(claim, at))
  );
}

function awaitedOf(claim: OrderedCopy, at: string): Awaited {
  const ageSeconds = secondsBetween(claim.orderedAt, at);
  const isGivenUp = ageSeconds >= givenUpSeconds;
  const since = `ordered ${duration(ageSeconds)} before by run ${claim.madeBy}`;
  const because = isGivenUp
    ? `${since} and never seen: it is not looked for by its name any more`
    : `${since}, and not seen yet: the next runs look for it`;
  return { ...claim, because, isGivenUp };
}

/** Those that were to be thrown away and could not be. One that does not show any more is another matter. */
export const undiscardedOf = (entries: Entries, leftovers: VerificationRecord['leftovers']): string[] =>
  leftovers
    .filter(({ name, isDiscarded: isGone }) => {
      const ending = endingOf(discardOf(entries, name))?.fact;
      return !isGone && ending?.type === 'stepFailed' && ending.error !== notSeen;
    })
    .map(({ name }) => name);

/** Names of what this run has ordered and not proved gone. */
export const openCopiesOf = ({ results }: Pick<VerificationRecord, 'results'>): string[] =>
  results.flatMap(({ copy: { verdict, name } }) =>
    verdict === 'notMade' || verdict === 'discarded' || name === undefined ? [] : [name],
  );

/** Names of what an earlier run has ordered and is still to be looked for. Undefined: this run has not asked its ledger. */
export function openClaimsOf(record: VerificationRecord, madeBy: RunId): string[] | undefined {
  const read = factsOf(record.entries, 'claimsRead').find(({ fact }) => fact.madeBy === madeBy)?.fact;
  return read?.copies
    .filter((claim) => {
      const leftover = record.leftovers.find((one) => answersTo(claim, one));
      if (leftover !== undefined) return !leftover.isDiscarded;
      return record.awaited.some(({ name, isGivenUp }) => name === claim.name && !isGivenUp);
    })
    .map(({ name }) => name);
}
