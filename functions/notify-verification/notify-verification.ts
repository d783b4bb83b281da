import type { Fact } from '../../shared/contracts/ledger-entry.ts';
import type { Nothing, RunRef } from '../../shared/contracts/run.ts';
import type { LedgerOf } from '../../shared/ledger/connect-tables.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { readIfPossible } from '../../shared/ledger/read-if-possible.ts';
import { isLedgerError } from '../../shared/ledger/unavailable.ts';
import type { Publish } from '../../shared/notices/open-topic.ts';
import { blindVerificationNotice, verificationNotice } from '../../shared/notices/verification-notice.ts';
import { firstOf, lastOf } from '../../shared/report/run-facts.ts';
import type { BuildVerification } from '../../shared/verification/build-record.ts';

export type NotifyVerificationDependencies = Readonly<{
  ledgerOf: LedgerOf;
  buildRecord: BuildVerification;
  publish: Publish;
  topic: string;
}>;

/** People have been told. That it could not be written down must not tell them again that nothing is known. */
const noteIfPossible = async (ledger: Ledger, fact: Fact): Promise<void> => {
  try {
    await ledger.append('run', fact);
  } catch (error) {
    if (!isLedgerError(error)) throw error;
  }
};

/** Tells people how the run ended, from its record only. People may hear it twice, with the same reference. */
export const notifyVerification = async (
  { runId }: RunRef,
  { ledgerOf, buildRecord, publish, topic }: NotifyVerificationDependencies,
): Promise<Nothing> => {
  const ledger = ledgerOf(runId);
  const entries = await readIfPossible(ledger);
  if (entries === undefined) {
    await publish(blindVerificationNotice(runId));
    return {};
  }
  if (firstOf(entries, 'notified')) return {};
  const location = lastOf(entries, 'recorded')?.fact.location;
  const messageId = await publish(verificationNotice(buildRecord(runId, entries), location));
  await noteIfPossible(ledger, { type: 'notified', topic, messageId });
  return {};
};
