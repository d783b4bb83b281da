import type { Nothing, RunRef } from '../../shared/contracts/run.ts';
import type { LedgerOf } from '../../shared/ledger/connect-tables.ts';
import { readIfPossible } from '../../shared/ledger/read-if-possible.ts';
import type { BuildRunRecord } from '../../shared/ledger/run-record.ts';
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
