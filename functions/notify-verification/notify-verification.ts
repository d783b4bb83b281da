import type { Nothing, RunRef } from '../../shared/contracts/run.ts';
import type { LedgerOf } from '../../shared/ledger/connect-tables.ts';
import { readIfPossible } from '../../shared/ledger/read-if-possible.ts';
import type { Publish } from '../../shared/notices/open-topic.ts';
import { blindVerificationNotice, verificationNotice } from '../../shared/notices/verification-notice.ts';
import { firstOf } from '../../shared/report/run-facts.ts';
import type { BuildVerification } from '../../shared/verification/build-record.ts';

export type NotifyVerificationDependencies = Readonly<{
  ledgerOf: LedgerOf;
  buildRecord: BuildVerification;
  publish: Publish;
  topic: string;
}>;

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
  const location = firstOf(entries, 'recorded')?.fact.location;
  const messageId = await publish(verificationNotice(buildRecord(runId, entries), location));
  await ledger.append('run', { type: 'notified', topic, messageId });
  return {};
};
