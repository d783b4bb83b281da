import type { RecoveryRecord } from '../shared/contracts/recovery/recovery-record.ts';
import { duration } from '../shared/report/format.ts';
import type { Annex } from '../shared/report/recovery/annex.ts';
import type { Options } from './options.ts';
import { missingByInstance, missingRows, understated, type Witness, witnessedLoss } from './witness.ts';

const notKnown = 'not known: the database could not be asked';

/** The run's own record with what only somebody outside the Regions can count. */
export const witnessed = (
  record: RecoveryRecord,
  witnesses: readonly Witness[],
  { fromAlarm }: Options,
): RecoveryRecord => ({
  ...record,
  recoveryTime: fromAlarm ? fromFirstFailure(record, witnesses) : record.recoveryTime,
  dataLoss: witnessedLoss(record, witnesses),
});

/** Nobody said when service was lost; the writer's first request that failed is the truth, and earlier than any signal. */
function fromFirstFailure(record: RecoveryRecord, witnesses: readonly Witness[]): RecoveryRecord['recoveryTime'] {
  const { recoveryTime } = record;
  const firstFailedAt = firstFailure(witnesses);
  if (recoveryTime.measuredSeconds === undefined || firstFailedAt === undefined) return recoveryTime;
  const unseen = Math.max(0, (Date.parse(record.detectedAt) - firstFailedAt) / 1000);
  const measuredSeconds = recoveryTime.measuredSeconds + unseen;
  return {
    ...recoveryTime,
    measuredSeconds,
    isMet: measuredSeconds <= recoveryTime.objectiveSeconds,
    basis: `from the first request of the writer that failed, ${duration(unseen)} before the first bad sign; ${recoveryTime.basis}`,
  };
}

/** The first request of anybody that failed, in ms. */
function firstFailure(witnesses: readonly Witness[]): number | undefined {
  const failed = witnesses.flatMap(({ journal }) => journal.firstFailedAt ?? []);
  return failed.length === 0 ? undefined : Math.min(...failed);
}

/** In the end the writer is served from where the runbook leads. */
export function isServed(witness: Witness): boolean {
  const { journal, servingRegion, isInPlace } = witness;
  if (!isInPlace) return journal.regions.at(-1) === servingRegion;
  return journal.lastFailedAt === undefined || servedAgainAt(witness) !== undefined;
}

/** When the service answered again; where it has not moved, after the last request that failed. */
function servedAgainAt({ journal, isInPlace }: Witness): number | undefined {
  const { lastFailedAt, acknowledged } = journal;
  if (!isInPlace || lastFailedAt === undefined) return journal.servedAgainAt;
  return acknowledged.find(({ at }) => at > lastFailedAt)?.at;
}

/** The execution of `recover`. `startedAt` in ms. */
export type Run = Readonly<{ runId: string; status: string; startedAt: number }>;

type Told = Readonly<{ record: RecoveryRecord; witnesses: readonly Witness[]; options: Options; run: Run }>;

export function annexOf(told: Told): Annex {
  const { record, options } = told;
  const projected = projectedSeconds(record, options.speed);
  return {
    title: 'The rehearsal',
    setting: `SIMULATED on this machine: AWS played ${paceText(options)}, PostgreSQL, HTTP and DNS real`,
    pace: { speed: options.speed, recoverySeconds: projected },
    ...(options.approve === 'auto' && { answeredBy: 'in place of a person' }),
    rows: [
      { label: 'Fault', value: options.fault },
      { label: 'Started by', value: options.fromAlarm ? 'its alarms' : 'an operator' },
      ...detectionRows(told),
      { label: 'Speed', value: `AWS's own dwell times passed ${options.speed} times faster, time limits of steps too` },
      {
        label: 'Recovery time at AWS’s own pace',
        value: projected === undefined ? 'not measured' : `about ${duration(projected)}`,
      },
      ...serviceRows(told),
      { label: 'Seed', value: String(options.seed) },
    ],
    note: 'PostgreSQL, HTTP and DNS were real; AWS was simulated. Times are of this machine.',
  };
}

/** Recovery time if AWS's own dwell times had passed at their own pace: of steps side by side the slowest counts. */
function projectedSeconds(record: RecoveryRecord, speed: number): number | undefined {
  const measured = record.recoveryTime.measuredSeconds;
  if (measured === undefined) return undefined;
  const slowest = [...Map.groupBy(record.steps, (step) => step.stage).values()].map((steps) =>
    Math.max(...steps.map((step) => step.seconds.aws)),
  );
  return measured + slowest.reduce((sum, seconds) => sum + seconds, 0) * (speed - 1);
}

const paceText = ({ speed }: Options): string => (speed === 1 ? 'at its own pace' : `${speed} times faster than it is`);

/** How long it took until a run was started that nobody asked for. */
function detectionRows({ record, witnesses, options, run }: Told): Annex['rows'] {
  const firstFailedAt = firstFailure(witnesses);
  if (!options.fromAlarm || firstFailedAt === undefined) return [];
  const since = (from: number) => duration(Math.max(0, (run.startedAt - from) / 1000));
  return [
    { label: 'From the first request that failed until the run was started', value: since(firstFailedAt) },
    { label: 'From the first bad sign until then', value: since(Date.parse(record.detectedAt)) },
  ];
}

/** Each name of the service, and each database. */
const serviceRows = ({ witnesses }: Told): Annex['rows'] => [
  ...witnesses.flatMap((one) => [
    { label: `${one.name} is served from ${one.servingRegion}`, value: servedText(one) },
    {
      label: `Rows sent to ${one.name}, acknowledged`,
      value: `${one.journal.attempts}, ${one.journal.acknowledged.length}`,
    },
  ]),
  ...missingByInstance(witnesses).map(({ instance, acknowledged, missing }) => ({
    label: `Rows missing in ${instance}`,
    value: missing === undefined ? notKnown : `${missing} of ${acknowledged}`,
  })),
];

function servedText(witness: Witness): string {
  const { firstFailedAt } = witness.journal;
  const at = servedAgainAt(witness);
  if (firstFailedAt === undefined || at === undefined) return isServed(witness) ? 'yes, without a gap' : 'no';
  return `yes, ${duration((at - firstFailedAt) / 1000)} after the first request that failed`;
}

/** Why the rehearsal has not shown that the plan works; empty when it has. `stored` is the run's own record. */
export function shortcomings(stored: RecoveryRecord, witnesses: readonly Witness[], options: Options): string[] {
  const record = witnessed(stored, witnesses, options);
  if (options.dryRun)
    return record.outcome === 'succeeded' ? [] : [`the dry run ended as ${record.outcome}: ${record.reason}`];
  const projected = projectedSeconds(record, options.speed) ?? Number.POSITIVE_INFINITY;
  return [
    ...(record.outcome === 'succeeded' ? [] : [`the run ended as ${record.outcome}: ${record.reason}`]),
    ...witnesses.filter((one) => !isServed(one)).map((one) => `${one.name} is not served from ${one.servingRegion}`),
    ...slow(record, projected),
    ...(record.dataLoss.isMet
      ? []
      : [`data loss is not known to be within its objective of ${duration(record.dataLoss.objectiveSeconds)}`]),
    ...understated(stored, witnesses),
    ...rowsLostForNothing(witnesses, options),
    ...(record.chain.isWhole ? [] : ['a hash of the ledger does not agree']),
  ];
}

function slow({ recoveryTime }: RecoveryRecord, projected: number): string[] {
  const { measuredSeconds, isMet, objectiveSeconds } = recoveryTime;
  if (measuredSeconds === undefined) return [`how long a recovery takes was not measured: ${recoveryTime.basis}`];
  if (isMet && projected <= objectiveSeconds) return [];
  return [
    `recovery would take about ${duration(projected)}, longer than its objective of ${duration(objectiveSeconds)}`,
  ];
}

function rowsLostForNothing(witnesses: readonly Witness[], { fault }: Options): string[] {
  if (fault !== 'none') return [];
  const missing = missingRows(witnesses);
  if (missing === undefined) return ['whether rows were lost is not known'];
  return missing > 0 ? ['rows were lost though nothing was broken'] : [];
}
