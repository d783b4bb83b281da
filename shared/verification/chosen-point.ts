import type { FactOf } from '../contracts/ledger-entry.ts';
import type { VerificationItem } from '../contracts/verification/run.ts';
import { lastOf } from '../domain/run-facts.ts';
import { verificationKey } from '../domain/verification/copy-name.ts';
import { NotDeployed } from '../errors.ts';
import type { Ledger } from '../ledger/ledger.ts';

export const pointStream = (item: Pick<VerificationItem, 'plan' | 'verification'>) =>
  `point:${verificationKey(item)}` as const;

/** What is to be restored, with its point, or why nothing is: the last word counts, since one that is lost is replaced. */
export type Chosen = FactOf<'recoveryPointChosen'>;

/** Throws NotDeployed where nothing was chosen. */
export async function readChosen(ledger: Ledger, item: VerificationItem): Promise<Chosen> {
  const chosen = lastOf(await ledger.read(pointStream(item)), 'recoveryPointChosen')?.fact;
  if (chosen === undefined) throw new NotDeployed('No recovery point was chosen.', { ...item });
  return chosen;
}

export async function readChosenPoint(ledger: Ledger, item: VerificationItem) {
  const { point } = await readChosen(ledger, item);
  if (point === undefined) throw new NotDeployed('No recovery point was chosen.', { ...item });
  return point;
}
