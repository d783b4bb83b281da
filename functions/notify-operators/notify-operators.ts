import type { ClosingInput, Nothing } from '../../shared/contracts/recovery/run.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import { standing } from '../../shared/domain/recovery/closing.ts';
import { readOrTell } from '../../shared/ledger/read-or-tell.ts';
import type { ControlPlace } from '../../shared/notices/acknowledgement-command.ts';
import { blindNotice } from '../../shared/notices/blind-notices.ts';
import type { Publish } from '../../shared/notices/open-topic.ts';
import { outcomeNotice } from '../../shared/notices/outcome-notice.ts';
import type { BuildRunRecord } from '../../shared/report/recovery/run-record.ts';

export type NotifyOperatorsDependencies = Readonly<{
  ledgerOf: LedgerOf;
  buildRecord: BuildRunRecord;
  publish: Publish;
  topic: string;
  acknowledge: ControlPlace;
}>;

/**
 * Tells people how the run ended, from its record only. People may hear it twice, with the same reference. While the ledger cannot be
 * read it throws, and is tried again; people then hear of that first.
 */
export async function notifyOperators(
  { runId, retries }: ClosingInput,
  { ledgerOf, buildRecord, publish, topic, acknowledge }: NotifyOperatorsDependencies,
): Promise<Nothing> {
  const ledger = ledgerOf(runId);
  const entries = await readOrTell(ledger, { retries, tell: () => publish(blindNotice(runId)) });
  if (standing(entries, 'notified')) return {};
  const location = standing(entries, 'recorded')?.fact.location;
  const messageId = await publish(outcomeNotice(buildRecord(runId, entries), { location, acknowledge }));
  await ledger.append('run', { type: 'notified', topic, messageId });
  return {};
}
