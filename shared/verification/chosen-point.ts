import type { RecoveryPoint } from '../contracts/verification/facts.ts';
import type { VerificationItem } from '../contracts/verification/run.ts';
import { verificationKey } from '../domain/verification/copy-name.ts';
import { NotDeployed } from '../errors.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { firstOf } from '../report/run-facts.ts';

/** What is to be restored: chosen once, by the task before. Throws NotDeployed where nothing was. */
export const readChosenPoint = async (ledger: Ledger, item: VerificationItem): Promise<RecoveryPoint> => {
  const chosen = firstOf(await ledger.read(`point:${verificationKey(item)}`), 'recoveryPointChosen')?.fact;
  if (chosen?.point === undefined) throw new NotDeployed('No recovery point was chosen.', { ...item });
  return chosen.point;
};
