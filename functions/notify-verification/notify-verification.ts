import type { Fact } from '../../shared/contracts/ledger-entry.ts';
import type { ClosingInput, Nothing } from '../../shared/contracts/recovery/run.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import { standing } from '../../shared/domain/recovery/closing.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { readOrTell } from '../../shared/ledger/read-or-tell.ts';
import { isLedgerError } from '../../shared/ledger/unavailable.ts';
import type { Publish } from '../../shared/notices/open-topic.ts';
import { blindVerificationNotice, verificationNotice } from '../../shared/notices/verification-notice.ts';
import type { BuildVerification } from '../../shared/verification/build-verification.ts';

export type NotifyVerificationDependencies = Readonly<{
  ledgerOf: LedgerOf;
  buildRecord: BuildVerification;
  publish: Publish;
  topic: string;
}>;

/**
 * Tells people how the run ended, from its record only. People may hear it twice, with the same reference. While the ledger cannot be
 * read it throws, and is tried again; people then hear of that first.
 */
export async function notifyVerification(
  { runId, retries }: ClosingInput,
  { ledgerOf, buildRecord, publish, topic }: NotifyVerificationDependencies,
): Promise<Nothing> {
  const ledger = ledgerOf(runId);
  const entries = await readOrTell(ledger, { retries, tell: () => publish(blindVerificationNotice(runId)) });
  if (standing(entries, 'notified')) return {};
  const location = standing(entries, 'recorded')?.fact.location;
  const messageId = await publish(verificationNotice(buildRecord(runId, entries), location));
  await noteIfPossible(ledger, { type: 'notified', topic, messageId });
  return {};
}

/** People have been told. That it could not be written down must not tell them again that nothing is known. */
async function noteIfPossible(ledger: Ledger, fact: Fact): Promise<void> {
  try {
    await ledger.append('run', fact);
  } catch (error) {
    if (!isLedgerError(error)) throw error;
  }
}
