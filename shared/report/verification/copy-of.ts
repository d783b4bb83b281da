import * as z from 'zod';
import type { LedgerEntry } from '../../contracts/ledger-entry.ts';
import type { VerificationResult } from '../../contracts/verification/record.ts';
import { factsOf, firstOf } from '../../domain/run-facts.ts';
import { stepHistoryOf } from '../../domain/step-history.ts';
import { notSeen } from '../../domain/verification/judge-gone.ts';
import { effectiveOf } from '../../domain/verification/order-standing.ts';
import { type Chains, endingOf } from './chains-of.ts';

/** Under which key the call that restores names the new one; a restore to a point in time names the source besides. */
const NewName = z.union([
  z.object({ TargetDBInstanceIdentifier: z.string() }).transform((input) => input.TargetDBInstanceIdentifier),
  z.object({ DBInstanceIdentifier: z.string() }).transform((input) => input.DBInstanceIdentifier),
  z.object({ DBClusterIdentifier: z.string() }).transform((input) => input.DBClusterIdentifier),
]);

const neverSeen = 'it was ordered, and nobody has seen it yet';

export const isDiscarded = (discard: readonly LedgerEntry[]): boolean =>
  factsOf(discard, 'stepDone').some(({ fact }) => fact.evidence.made !== false);

type Work = Pick<Chains, 'restore' | 'discard'>;

type Copy = VerificationResult['copy'];

/** What became of it. Gone is what was seen and went; what nobody has seen may show later, and later runs look for it. */
export function copyOf(work: Work): Copy {
  const never = whyNeverMade(work);
  if (never !== undefined) return { verdict: 'notMade', because: never };
  const identity = identityOf(work);
  const isSeen = identity.arn !== undefined;
  if (isSeen && isDiscarded(work.discard))
    return { verdict: 'discarded', because: 'it was deleted, looked for and is gone', ...identity };
  const ending = endingOf(work.discard)?.fact;
  if (ending?.type !== 'stepFailed')
    return isSeen
      ? { verdict: 'unknown', because: 'nobody has proved that it is gone', ...identity }
      : { verdict: 'unseen', because: neverSeen, ...identity };
  const { because, refused, error } = ending;
  const verdict = error === notSeen || (!isSeen && !refused) ? 'unseen' : 'leftOver';
  return { verdict, because, ...identity };
}

/** AWS said no to each call, and nobody has seen a copy. Undefined: something may have been made. */
function whyNeverMade({ restore, discard }: Work): string | undefined {
  const { acts } = stepHistoryOf(restore);
  if (acts.length === 0) return 'none was asked for';
  if (effectiveOf(acts).length > 0 || factsOf([...restore, ...discard], 'copySeen').length > 0) return undefined;
  return acts.some(({ error }) => error?.includes('AlreadyExists'))
    ? 'its name was taken by something else, which is left alone'
    : 'AWS refused to make it';
}

/** As AWS showed it, to whoever looked; else as it was ordered, so that a person knows what to look for. */
function identityOf({ restore, discard }: Work): Readonly<{ name?: string | undefined; arn?: string }> {
  const name = NewName.safeParse(firstOf(restore, 'intent')?.fact.command.input).data;
  const seen = factsOf([...restore, ...discard], 'copySeen').find(({ fact }) => fact.name === name)?.fact;
  return seen === undefined ? { name } : { name: seen.name, arn: seen.arn };
}
