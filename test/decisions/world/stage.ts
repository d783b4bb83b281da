import type { LedgerOf } from '../../../shared/control/connect-tables.ts';
import type { Debts } from '../../../shared/control/debts.ts';
import type { Promotions } from '../../../shared/steps/promote-replica/promotions.ts';
import type { Process } from './process.ts';
import type { Scene } from './scene.ts';

/** What stands in the place of AWS: the scene, and who is told of each call that changes it. */
export type Stage = Readonly<{
  scene: Scene;
  process: Process;
  promotions: Promotions;
  debts: Debts;
  ledgerOf: LedgerOf;
  told: (call: string) => void;
}>;
