import type { RecordRefusalInput, RecordRefusalOutput } from '../../shared/contracts/detect.ts';
import { type PlanName, RunId } from '../../shared/contracts/fields.ts';
import type { LedgerEntry } from '../../shared/contracts/ledger-entry.ts';
import { secondsBetween } from '../../shared/domain/seconds-between.ts';
import { LedgerUnavailable } from '../../shared/errors.ts';
import type { LedgerOf } from '../../shared/ledger/connect-tables.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Publish } from '../../shared/notices/open-topic.ts';
import { type RefusalPlace, refusalNotice } from '../../shared/notices/refusal-notice.ts';
import { factsOf } from '../../shared/report/run-facts.ts';
import { type Refused, refusedOf } from './refused-of.ts';

export type RecordRefusalDependencies = RefusalPlace &
  Readonly<{ ledgerOf: LedgerOf; publish: Publish; now: () => string }>;

/** Detection that fails does so with every look: people hear of it once in this time. */
const failureNewsSeconds = 3600;

/** The account of one plan and one day: everything that was looked at and not started. */
const ledgerName = (plan: PlanName, now: string): RunId => RunId.parse(`${plan}-watch-${now.slice(0, 10)}`);

const isTheSame = ({ fact }: Refused, other: Refused['fact']): boolean =>
  fact.executionArn === other.executionArn && fact.code === other.code;

const isNewsAfter = ({ fact, isNews }: Refused, entries: readonly LedgerEntry[], now: string): boolean => {
  if (fact.code !== 'failed') return isNews;
  const told = factsOf(entries, 'detectionRefused').filter((one) => one.fact.code === 'failed' && one.fact.messageId);
  const last = told.at(-1);
  return last === undefined || secondsBetween(last.at, now) >= failureNewsSeconds;
};

/** Undefined when the table does not answer and people must be told all the same. */
const readIfPossible = async (ledger: Ledger, mustTell: boolean): Promise<LedgerEntry[] | undefined> => {
  try {
    return await ledger.read('run');
  } catch (error) {
    if (mustTell && error instanceof LedgerUnavailable) return undefined;
    throw error;
  }
};

/**
 * Writes down why nothing was started, and tells people when it is news to them; they may hear it twice, with the same
 * reference. The schedule looks every five minutes: of its refusals only news is kept.
 */
export const recordRefusal = async (
  input: RecordRefusalInput,
  dependencies: RecordRefusalDependencies,
): Promise<RecordRefusalOutput> => {
  const { ledgerOf, publish, now } = dependencies;
  const refused = refusedOf(input);
  const { by, fact, isNews } = refused;
  if (by === 'schedule' && !isNews) return { isRecorded: true };
  const at = now();
  const ledger = ledgerOf(ledgerName(fact.plan, at));
  const entries = await readIfPossible(ledger, isNews);
  const notice = refusalNotice({ ...refused, isRecorded: entries !== undefined }, dependencies);
  if (entries === undefined) {
    await publish(notice);
    return { isRecorded: false };
  }
  if (factsOf(entries, 'detectionRefused').some((one) => isTheSame(refused, one.fact))) return { isRecorded: true };
  const messageId = isNewsAfter(refused, entries, at) ? await publish(notice) : undefined;
  await ledger.append('run', { ...fact, messageId });
  return { isRecorded: true };
};
