import type { RecordRefusalInput } from '../../shared/contracts/detection/detect.ts';
import { type PlanName, RunId } from '../../shared/contracts/fields.ts';
import type { LedgerEntry } from '../../shared/contracts/ledger-entry.ts';
import type { Nothing } from '../../shared/contracts/recovery/run.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import { factsOf } from '../../shared/domain/run-facts.ts';
import { secondsBetween } from '../../shared/domain/time.ts';
import { readOrTell } from '../../shared/ledger/read-or-tell.ts';
import type { Publish } from '../../shared/notices/open-topic.ts';
import { type RefusalPlace, refusalNotice } from '../../shared/notices/refusal-notice.ts';
import { type Refused, refusedOf } from './refused-of.ts';

/** Detection that fails does so with every look: people hear of it once in this time. */
const failureNewsSeconds = 3600;

export type RecordRefusalDependencies = RefusalPlace &
  Readonly<{ ledgerOf: LedgerOf; publish: Publish; now: () => string }>;

/**
 * Writes down why nothing was started, and tells people when it is news to them; they may hear it twice, with the same
 * reference. The schedule looks every five minutes: of its refusals only news is kept. While the ledger cannot be read it throws, and is
 * tried again; people hear of news without it.
 */
export async function recordRefusal(
  input: RecordRefusalInput,
  dependencies: RecordRefusalDependencies,
): Promise<Nothing> {
  const { ledgerOf, publish, now } = dependencies;
  const refused = refusedOf(input);
  const { by, fact, isNews } = refused;
  if (by === 'schedule' && !isNews) return {};
  const at = now();
  const ledger = ledgerOf(ledgerName(fact.plan, at));
  const tell = (isRecorded: boolean) => publish(refusalNotice({ ...refused, isRecorded }, dependencies));
  const entries = await readOrTell(ledger, {
    retries: input.retries,
    tell: async () => (isNews ? await tell(false) : undefined),
  });
  if (factsOf(entries, 'detectionRefused').some((one) => isTheSame(refused, one.fact))) return {};
  const messageId = isNewsAfter(refused, entries, at) ? await tell(true) : undefined;
  await ledger.append('run', { ...fact, messageId });
  return {};
}

/** The account of one plan and one day: everything that was looked at and not started. */
const ledgerName = (plan: PlanName, now: string): RunId => RunId.parse(`${plan}-watch-${now.slice(0, 10)}`);

const isTheSame = ({ fact }: Refused, other: Refused['fact']): boolean =>
  fact.executionArn === other.executionArn && fact.code === other.code;

function isNewsAfter({ fact, isNews }: Refused, entries: readonly LedgerEntry[], now: string): boolean {
  if (fact.code !== 'failed') return isNews;
  const told = factsOf(entries, 'detectionRefused').filter((one) => one.fact.code === 'failed' && one.fact.messageId);
  const last = told.at(-1);
  return last === undefined || secondsBetween(last.at, now) >= failureNewsSeconds;
}
