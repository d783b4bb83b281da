import type { RecoveryRecord } from '../../shared/contracts/recovery-record.ts';
import type { Annex } from '../../shared/report/annex.ts';
import { duration } from '../../shared/report/format.ts';
import type { Options } from './options.ts';
import type { Journal } from './writer.ts';

/** What the writer and the databases say, after the run, of what the run claims. */
export type Witness = Readonly<{
  journal: Journal;
  /** Numbers of the rows that the database of the standby has. */
  present: readonly number[];
  standbyRegion: string;
}>;

const missingRows = ({ journal, present }: Witness): number[] => {
  const there = new Set(present);
  return journal.acknowledged.filter((sequence) => !there.has(sequence));
};

/** The run's own record with what only somebody outside the Regions can count. */
export const witnessed = (record: RecoveryRecord, witness: Witness): RecoveryRecord => ({
  ...record,
  dataLoss: {
    ...record.dataLoss,
    rows: {
      acknowledged: witness.journal.acknowledged.length,
      missing: missingRows(witness).length,
      countedBy: 'the writer of the rehearsal, which knows every row that was acknowledged',
    },
  },
});

/** Recovery time if AWS's own dwell times had passed at their own pace: of steps side by side the slowest counts. */
const projectedSeconds = (record: RecoveryRecord, speed: number): number | undefined => {
  const measured = record.recoveryTime.measuredSeconds;
  if (measured === undefined) return undefined;
  const slowest = [...Map.groupBy(record.steps, (step) => step.stage).values()].map((steps) =>
    Math.max(...steps.map((step) => step.seconds.aws)),
  );
  return measured + slowest.reduce((sum, seconds) => sum + seconds, 0) * (speed - 1);
};

const servedText = ({ journal, standbyRegion }: Witness): string => {
  if (journal.firstFailedAt === undefined || journal.servedAgainAt === undefined)
    return journal.regions.includes(standbyRegion) ? 'yes, without a gap' : 'no';
  return `yes, ${duration((journal.servedAgainAt - journal.firstFailedAt) / 1000)} after the first request that failed`;
};

export const annexOf = (record: RecoveryRecord, witness: Witness, options: Options): Annex => {
  const projected = projectedSeconds(record, options.speed);
  return {
    title: 'The rehearsal',
    rows: [
      { label: 'Fault', value: options.fault },
      { label: 'Speed', value: `AWS's own dwell times passed ${options.speed} times faster` },
      {
        label: 'Recovery time at AWS’s own pace',
        value: projected === undefined ? 'not measured' : `about ${duration(projected)}`,
      },
      { label: 'The writer is served from the standby', value: servedText(witness) },
      {
        label: 'Rows sent, acknowledged, missing',
        value: `${witness.journal.attempts}, ${witness.journal.acknowledged.length}, ${missingRows(witness).length}`,
      },
      { label: 'Seed', value: String(options.seed) },
    ],
    note: 'PostgreSQL, HTTP and DNS were real; AWS was simulated. Times are of this machine.',
  };
};

/** Why the rehearsal has not shown that the plan works; empty when it has. */
export const shortcomings = (record: RecoveryRecord, witness: Witness, options: Options): string[] => {
  if (options.dryRun)
    return record.outcome === 'succeeded' ? [] : [`the dry run ended as ${record.outcome}: ${record.reason}`];
  const projected = projectedSeconds(record, options.speed) ?? Number.POSITIVE_INFINITY;
  const isServed = witness.journal.regions.at(-1) === witness.standbyRegion;
  const rto = record.recoveryTime.objectiveSeconds;
  return [
    ...(record.outcome === 'succeeded' ? [] : [`the run ended as ${record.outcome}: ${record.reason}`]),
    ...(isServed ? [] : ['the writer is not served from the standby']),
    ...(record.recoveryTime.isMet && projected <= rto
      ? []
      : [`recovery took longer than its objective of ${duration(rto)}`]),
    ...(record.dataLoss.isMet
      ? []
      : [`data loss is not known to be within its objective of ${duration(record.dataLoss.objectiveSeconds)}`]),
    ...(options.fault === 'none' && missingRows(witness).length > 0
      ? ['rows were lost though nothing was broken']
      : []),
    ...(record.chain.isWhole ? [] : ['a hash of the ledger does not agree']),
  ];
};
