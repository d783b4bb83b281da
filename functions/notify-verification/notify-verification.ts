import type { ClosingInput, Nothing } from '../../shared/contracts/run.ts';
import { standing } from '../../shared/domain/closing.ts';
import type { LedgerOf } from '../../shared/ledger/connect-tables.ts';
import { readOrTell } from '../../shared/ledger/read-or-tell.ts';
import type { Publish } from '../../shared/notices/open-topic.ts';
import { blindVerificationNotice, verificationNotice } from '../../shared/notices/verification-notice.ts';
import type { BuildVerification } from '../../shared/verification/build-record.ts';

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
export const notifyVerification = async (
  { runId, retries }: ClosingInput,
  { ledgerOf, buildRecord, publish, topic }: NotifyVerificationDependencies,
): Promise<Nothing> => {
  const ledger = ledgerOf(runId);
  const entries = await readOrTell(ledger, { retries, tell: () => publish(blindVerificationNotice(runId)) });
  if (standing(entries, 'notified')) return {};
  const location = standing(entries, 'recorded')?.fact.location;
  const messageId = await publish(verificationNotice(buildRecord(runId, entries), location));
  await ledger.append('run', { type: 'notified', topic, messageId });
  return {};
};
