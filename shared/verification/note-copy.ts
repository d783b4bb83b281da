import { knownOf, type Reading } from '../domain/reading.ts';
import { type DatabaseInstance, kindOf } from '../domain/verification/copy.ts';
import { type Claim, proveOwnership } from '../domain/verification/prove-ownership.ts';
import type { OpenWork } from './look-at-copy.ts';

type Noted = Readonly<{
  note: OpenWork['note'];
  claim: Claim;
  copy: Reading<DatabaseInstance | undefined>;
}>;

/**
 * Writes down the immutable id of a copy when it is first seen and provably ours, so that whoever looks later knows it from any
 * other of its name. Answers the claim as it stands then.
 */
export const noteCopy = async ({ note, claim, copy }: Noted): Promise<Claim> => {
  const found = knownOf(copy);
  if (found === undefined || claim.seen.some(({ name }) => name === found.name) || !proveOwnership(found, claim).isOurs)
    return claim;
  const { name, arn, resourceId, createdAt } = found;
  const seen = { kind: kindOf(arn), name, arn, resourceId };
  await note({ type: 'copySeen', ...seen, ...(createdAt === undefined ? {} : { createdAt }) });
  return { ...claim, seen: [...claim.seen, seen] };
};
