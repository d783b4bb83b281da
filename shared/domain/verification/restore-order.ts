import type { RegionName } from '../../contracts/fields.ts';
import type { RecoveryPoint } from '../../contracts/verification/facts.ts';
import type { RestoredVerification } from '../../contracts/verification/verification.ts';
import type { Maker } from './copy-name.ts';
import type { Claim } from './prove-ownership.ts';
import type { Waits } from './waits.ts';

/** What is to be restored, and what the ledger holds of it so far. */
export type RestoreOrder = Readonly<{
  maker: Maker;
  verification: RestoredVerification;
  point: RecoveryPoint;
  region: RegionName;
  claim: Claim;
  /** Of this attempt. */
  waits: Waits;
  now: string;
}>;

/** A look does not hurry, since the copy serves nobody: as often as the SDK's own waiters look (30 s). */
export const patienceSeconds = 30;
