import type { LedgerEntry } from '../../shared/contracts/ledger-entry.ts';
import type { Nothing, RunRef } from '../../shared/contracts/run.ts';
import type { LedgerOf } from '../../shared/ledger/connect-tables.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { BuildRunRecord } from '../../shared/ledger/run-record.ts';
import { isLedgerError } from '../../shared/ledger/unavailable.ts';
import type { ControlPlace } from '../../shared/notices/acknowledgement-command.ts';
import type { Publish } from '../../shared/notices/open-topic.ts';
import { blindNotice, outcomeNotice } from '../../shared/notices/outcome-notice.ts';
import { firstOf } from '../../shared/report/run-facts.ts';

export type NotifyOperatorsDependencies = Readonly<{
  ledgerOf: LedgerOf;
  buildRecord: BuildRunRecord;
  publish: Publish;
  topic: string;
  acknowledge: ControlPlace;
}>;

/** Undefined when the table does not answer: people must hear of that rather than of nothing. */
const readIfPossible = async (ledger: Ledger): Promise<LedgerEntry[] | undefined> => {
  try {
    return await ledger.read();
  } catch (error) {
    if (isLedgerError(error)) return undefined;
    throw error;
  }
};

/** Tells people how the run ended, from its record only. People may hear it twice, with the same reference. */
export const notifyOperators = async (
  { runId }: RunRef,
  { ledgerOf, buildRecord, publish, topic, acknowledge }: NotifyOperatorsDependencies,
): Promise<Nothing> => {
  const ledger = ledgerOf(runId);
  const entries = await readIfPossible(ledger);
  if (entries === undefined) {
    await publish(blindNotice(runId));
    return {};
  }
  if (firstOf(entries, 'notified')) return {};
  const location = firstOf(entries, 'recorded')?.fact.location;
  const messageId = await publish(outcomeNotice(buildRecord(runId, entries), { location, acknowledge }));
  await ledger.append('run', { type: 'notified', topic, messageId });
  return {};
};
