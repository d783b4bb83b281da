import type { RecoveryRecord } from '../shared/contracts/recovery/recovery-record.ts';
import { effectOf } from '../shared/contracts/step-kind.ts';
import { measuredText } from '../shared/report/format.ts';
import type { Acknowledged, Journal } from './writer.ts';

/** Clocks of the writer and of the databases, and the way of an answer. */
const toleranceSeconds = 1;

const countedBy = 'the writer of the rehearsal, which knows every row that was acknowledged';

/** Numbers of the rows that an instance has which serves in the end; undefined when it could not be asked. */
type Holding = Readonly<{ instance: string; rows: readonly number[] | undefined }>;

/** What the writer of one name of the service and its databases say, after the run, of what the run claims. */
export type Witness = Readonly<{
  /** The name that clients know. */
  name: string;
  journal: Journal;
  /** Each database that has to have every row. */
  holdings: readonly Holding[];
  /** Where the name is to lead in the end, and whether it has led there all the time. */
  servingRegion: string;
  isInPlace: boolean;
}>;

/** How many rows that were acknowledged at least one database has not; undefined when nobody could count them. */
export function missingRows(witnesses: readonly Witness[]): number | undefined {
  const missing = witnesses.flatMap((one) => missingOf(one)?.length ?? []);
  return missing.length < witnesses.length ? undefined : sum(missing);
}

const missingOf = (witness: Witness): readonly Acknowledged[] | undefined =>
  rowsOf(witness)?.filter(({ isThere }) => !isThere);

type Row = Acknowledged & Readonly<{ isThere: boolean }>;

/** Every row that was acknowledged, in the order of its number; undefined when nobody could look for them. */
function rowsOf({ journal, holdings }: Witness): Row[] | undefined {
  const held = holdings.flatMap(({ rows }) => (rows === undefined ? [] : [new Set(rows)]));
  if (held.length < holdings.length) return undefined;
  return journal.acknowledged
    .map((row) => ({ ...row, isThere: held.every((rows) => rows.has(row.sequence)) }))
    .toSorted((a, b) => a.sequence - b.sequence);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** How many rows of each instance are missing, of those that had to be in it. */
export function missingByInstance(witnesses: readonly Witness[]) {
  const all = witnesses.flatMap(({ journal, holdings }) =>
    holdings.map(({ instance, rows }) => {
      const there = rows && new Set(rows);
      const missing = there && journal.acknowledged.filter(({ sequence }) => !there.has(sequence)).length;
      return { instance, acknowledged: journal.acknowledged.length, missing };
    }),
  );
  return [...Map.groupBy(all, ({ instance }) => instance)].map(([instance, own]) => ({
    instance,
    acknowledged: sum(own.map(({ acknowledged }) => acknowledged)),
    missing: own.some(({ missing }) => missing === undefined) ? undefined : sum(own.map(({ missing = 0 }) => missing)),
  }));
}

/** What the run states is at most: it may be too high, and never too low, unless it says that more may be gone. */
export function understated({ dataLoss }: RecoveryRecord, witnesses: readonly Witness[]): string[] {
  const lost = lostSeconds(witnesses);
  const { measuredSeconds, isOpen = false } = dataLoss;
  if (isOpen || lost === undefined || measuredSeconds === undefined || lost <= measuredSeconds + toleranceSeconds)
    return [];
  return [`the run states a data loss of ${measuredSeconds} s, and the writer counts ${lost} s`];
}

/** The most that any of them lost. */
function lostSeconds(witnesses: readonly Witness[]): number | undefined {
  const lost = witnesses.flatMap((one) => secondsLostOf(one) ?? []);
  return lost.length < witnesses.length ? undefined : Math.max(0, ...lost);
}

/** From the last row before the gap until the last row in it: so much time of writing is gone. */
function secondsLostOf(witness: Witness): number | undefined {
  const rows = rowsOf(witness);
  if (rows === undefined) return undefined;
  const first = rows.findIndex(({ isThere }) => !isThere);
  const last = rows.findLast(({ isThere }) => !isThere);
  if (last === undefined) return 0;
  return Math.max(0, last.at - (rows[first - 1] ?? rows[first] ?? last).at) / 1000;
}

/**
 * Data loss as somebody outside the Regions counts it, whatever anybody typed and whatever the run could tell. What was to be promoted and
 * was not has lost nothing yet.
 */
export function witnessedLoss(record: RecoveryRecord, witnesses: readonly Witness[]): RecoveryRecord['dataLoss'] {
  const { dataLoss, dryRun, steps } = record;
  const [missing, measuredSeconds] = [missingRows(witnesses), lostSeconds(witnesses)];
  if (missing === undefined || measuredSeconds === undefined) return dataLoss;
  const acknowledged = sum(witnesses.map(({ journal }) => journal.acknowledged.length));
  const rows = { acknowledged, missing, countedBy };
  const hasMoved = steps.some(({ kind, status }) => effectOf(kind) === 'takesOver' && status === 'done');
  if (dryRun || !(hasMoved || witnesses.every(({ isInPlace }) => isInPlace))) return { ...dataLoss, rows };
  const { objectiveSeconds } = dataLoss;
  const claimed = dataLoss.measuredSeconds === undefined ? 'nothing' : measuredText(dataLoss);
  const { notCarried, notLookedAt } = dataLoss;
  const isAll = notCarried === undefined && notLookedAt === undefined;
  const isMet = isAll && measuredSeconds <= objectiveSeconds;
  const basis = `by the writer of the rehearsal: from the last row before the gap until the last row in it; the run itself could tell ${claimed}, ${dataLoss.basis}`;
  return { objectiveSeconds, measuredSeconds, isMet, basis, rows, notCarried, notLookedAt };
}
