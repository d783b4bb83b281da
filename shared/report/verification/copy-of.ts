import * as z from 'zod';
import type { LedgerEntry } from '../../contracts/ledger-entry.ts';
import type { VerificationResult } from '../../contracts/verification/record.ts';
import { factsOf, firstOf } from '../run-facts.ts';
import { type Chains, endingOf } from './chains-of.ts';

type Copy = VerificationResult['copy'];

/** Under which key the call that restores names the new one; a restore to a point in time names the source besides. */
const NewName = z.union([
  z.object({ TargetDBInstanceIdentifier: z.string() }).transform((input) => input.TargetDBInstanceIdentifier),
  z.object({ DBInstanceIdentifier: z.string() }).transform((input) => input.DBInstanceIdentifier),
  z.object({ DBClusterIdentifier: z.string() }).transform((input) => input.DBClusterIdentifier),
]);

/** As AWS showed it; else as it was ordered, so that a person knows what to look for. */
const identityOf = (restore: Chains['restore']): Pick<Copy, 'name' | 'arn'> => {
  const seen = factsOf(restore, 'copySeen');
  const copy = (seen.findLast(({ fact }) => fact.kind === 'cluster') ?? seen.at(-1))?.fact;
  if (copy) return { name: copy.name, arn: copy.arn };
  return { name: NewName.safeParse(firstOf(restore, 'intent')?.fact.command.input).data };
};

/** AWS said no to each call, and nobody has seen a copy. An answer that the name is taken means that there is one. */
const isNeverMade = (restore: Chains['restore']): boolean => {
  const rejected = factsOf(restore, 'outcome').filter(
    ({ fact }) => fact.result === 'rejected' && !fact.error?.includes('AlreadyExists'),
  );
  return factsOf(restore, 'intent').length === rejected.length && factsOf(restore, 'copySeen').length === 0;
};

export const isDiscarded = (discard: readonly LedgerEntry[]): boolean => firstOf(discard, 'stepDone') !== undefined;

export const copyOf = ({ restore, discard }: Chains): Copy => {
  if (firstOf(restore, 'intent') === undefined) return { verdict: 'notMade', because: 'none was asked for' };
  const identity = identityOf(restore);
  if (isNeverMade(restore)) return { verdict: 'notMade', because: 'AWS refused to make it' };
  if (isDiscarded(discard)) return { verdict: 'discarded', because: 'it was looked for and is gone', ...identity };
  const ending = endingOf(discard)?.fact;
  if (ending?.type === 'stepFailed') return { verdict: 'leftOver', because: ending.because, ...identity };
  return { verdict: 'unknown', because: 'nobody has proved that it is gone', ...identity };
};
