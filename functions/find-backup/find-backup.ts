import type { Stream } from '../../shared/contracts/ledger-entry.ts';
import type { FindBackupOutput, LookInput } from '../../shared/contracts/verification/run.ts';
import { type FoundVerification, isRestored } from '../../shared/contracts/verification/verification.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import type { Reading } from '../../shared/domain/reading.ts';
import { firstOf } from '../../shared/domain/run-facts.ts';
import type { Candidate } from '../../shared/domain/verification/candidate.ts';
import { verificationKey } from '../../shared/domain/verification/copy-name.ts';
import { judgeFoundBackup } from '../../shared/domain/verification/judge-found-backup.ts';
import { NotDeployed } from '../../shared/errors.ts';
import type { Plans } from '../../shared/plans/find.ts';
import { findVerification } from '../../shared/verification/find-verification.ts';
import { unreadablePoint } from '../../shared/verification/unreadable-point.ts';
import { untilReadable } from '../../shared/verification/until-readable.ts';

export type FindBackupDependencies = Readonly<{
  plans: Plans;
  ledgerOf: LedgerOf;
  list: (verification: FoundVerification, region: string) => Promise<Reading<readonly Candidate[]>>;
  now: () => string;
  pause: (seconds: number) => Promise<unknown>;
}>;

/** Looks whether a backup that is not restored is there and young enough, once: a second call answers the same. */
export async function findBackup(
  { item }: LookInput,
  { plans, ledgerOf, list, now, pause }: FindBackupDependencies,
): Promise<FindBackupOutput> {
  const { verification, region } = findVerification(plans, item);
  if (isRestored(verification)) throw new NotDeployed('The verification restores its backup.', { ...item });
  const ledger = ledgerOf(item.runId);
  const stream: Stream = `point:${verificationKey(item)}`;
  const before = firstOf(await ledger.read(stream), 'recoveryPointChosen')?.fact;
  if (before !== undefined) return { verdict: before.verdict === 'found' ? 'found' : 'failed' };
  const found = await untilReadable(() => list(verification, region), { now, pause });
  const chosen =
    found.kind === 'unreadable' ? unreadablePoint(found.failure) : judgeFoundBackup(verification, found.value, now());
  await ledger.append(stream, { type: 'recoveryPointChosen', ...chosen });
  return { verdict: chosen.verdict === 'found' ? 'found' : 'failed' };
}
