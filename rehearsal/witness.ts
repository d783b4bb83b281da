import type { RecoveryRecord } from '../shared/contracts/recovery/recovery-record.ts';
import { measuredText } from '../shared/report/format.ts';
import type { Acknowledged, Journal } from './writer.ts';

/** What the writer and the databases say, after the run, of what the run claims. */
export type Witness = Readonly<{
  journal: Journal;
  /** Numbers of the rows that the database has which serves in the end; undefined when it could not be asked. */
  present: readonly number[] | undefined;
  /** Where the service is to be in the end, and whether it has been there all the time. */
  servingRegion: string;
  isInPlace: boolean;
}>;

type Row = Acknowledged & Readonly<{ isThere: boolean }>;

/** Every row that was acknowledged, in the order of its number; undefined when nobody could look for them. */
const rowsOf = ({ journal, present }: Witness): Row[] | undefined => {
  if (present === undefined) return undefined;
  const there = new Set(present);
  return journal.acknowledged
    .map((row) => ({ ...row, isThere: there.has(row.sequence) }))
    .toSorted((a, b) => a.sequence - b.sequence);
};

/** Undefined when nobody could count them. */
export const missingRows = (witness: Witness): readonly Acknowledged[] | undefined =>
  rowsOf(witness)?.filter(({ isThere }) => !isThere);

/** From the last row before the gap until the last row in it: so much time of writing is gone. */
const lostSeconds = (witness: Witness): number | undefined => {
  const rows = rowsOf(witness);
  if (rows === undefined) return undefined;
  const first = rows.findIndex(({ isThere }) => !isThere);
  const last = rows.findLast(({ isThere }) => !isThere);
  if (last === undefined) return 0;
  return Math.max(0, last.at - (rows[first - 1] ?? rows[first] ?? last).at) / 1000;
};

/** Clocks of the writer and of the databases, and the way of an answer. */
const toleranceSeconds = 1;

/** What the run states is at most: it may be too high, and never too low, unless it says that more may be gone. */
export const understated = ({ dataLoss }: RecoveryRecord, witness: Witness): string[] => {
  const lost = lostSeconds(witness);
  const { measuredSeconds, isOpen = false } = dataLoss;
  if (isOpen || lost === undefined || measuredSeconds === undefined || lost <= measuredSeconds + toleranceSeconds)
    return [];
  return [`the run states a data loss of ${measuredSeconds} s, and the writer counts ${lost} s`];
};

const countedBy = 'the writer of the rehearsal, which knows every row that was acknowledged';

/**
 * Data loss as somebody outside the Regions counts it, whatever anybody typed and whatever the run could tell. What was to be promoted and
 * was not has lost nothing yet.
 */
export const witnessedLoss = (record: RecoveryRecord, witness: Witness): RecoveryRecord['dataLoss'] => {
  const { dataLoss, dryRun, steps } = record;
  const [missing, measuredSeconds] = [missingRows(witness), lostSeconds(witness)];
  if (missing === undefined || measuredSeconds === undefined) return dataLoss;
  const rows = { acknowledged: witness.journal.acknowledged.length, missing: missing.length, countedBy };
  const isPromoted = steps.some(({ kind, status }) => kind === 'promoteReplica' && status === 'done');
  if (dryRun || !(isPromoted || witness.isInPlace)) return { ...dataLoss, rows };
  const { objectiveSeconds } = dataLoss;
  const claimed = dataLoss.measuredSeconds === undefined ? 'nothing' : measuredText(dataLoss);
  const { notCarried, notLookedAt } = dataLoss;
  const isAll = notCarried === undefined && notLookedAt === undefined;
  const isMet = isAll && measuredSeconds <= objectiveSeconds;
  const basis = `by the writer of the rehearsal: from the last row before the gap until the last row in it; the run itself could tell ${claimed}, ${dataLoss.basis}`;
  return { objectiveSeconds, measuredSeconds, isMet, basis, rows, notCarried, notLookedAt };
};
