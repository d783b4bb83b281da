import type { Stream } from '../../shared/contracts/ledger-entry.ts';
import type { ChooseRecoveryPointOutput, LookInput } from '../../shared/contracts/verification/run.ts';
import type { RestoredVerification } from '../../shared/contracts/verification/verification.ts';
import type { Reading } from '../../shared/domain/reading.ts';
import {
  chooseRecoveryPoint as choose,
  type PointFacts,
} from '../../shared/domain/verification/choose-recovery-point.ts';
import { verificationKey } from '../../shared/domain/verification/copy-name.ts';
import type { LedgerOf } from '../../shared/ledger/connect-tables.ts';
import type { Plans } from '../../shared/plans/find.ts';
import { firstOf } from '../../shared/report/run-facts.ts';
import { findRestored } from '../../shared/verification/find-verification.ts';
import { unreadablePoint } from '../../shared/verification/unreadable-point.ts';

export type ChooseRecoveryPointDependencies = Readonly<{
  plans: Plans;
  ledgerOf: LedgerOf;
  findPoints: (verification: RestoredVerification, region: string) => Promise<Reading<Omit<PointFacts, 'now'>>>;
  now: () => string;
}>;

/** Finds the moment that is to be restored, and writes down what else was found. Chosen once: a second call answers the same. */
export const chooseRecoveryPoint = async (
  { item }: LookInput,
  { plans, ledgerOf, findPoints, now }: ChooseRecoveryPointDependencies,
): Promise<ChooseRecoveryPointOutput> => {
  const { verification, region } = findRestored(plans, item);
  const ledger = ledgerOf(item.runId);
  const stream: Stream = `point:${verificationKey(item)}`;
  const before = firstOf(await ledger.read(stream), 'recoveryPointChosen')?.fact;
  if (before !== undefined) return { verdict: before.verdict === 'restore' ? 'restore' : 'failed' };
  const found = await findPoints(verification, region);
  const chosen =
    found.kind === 'unreadable' ? unreadablePoint(found.failure) : choose(verification, { ...found.value, now: now() });
  await ledger.append(stream, { type: 'recoveryPointChosen', ...chosen });
  return { verdict: chosen.verdict === 'restore' ? 'restore' : 'failed' };
};
