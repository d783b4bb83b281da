import type { FactOf } from '../../contracts/ledger-entry.ts';
import type { FoundVerification } from '../../contracts/verification/verification.ts';
import { secondsBetween } from '../seconds-between.ts';

/** A backup as its service lists it. */
export type BackupFacts = Readonly<{
  id: string;
  state: string;
  /** The moment of its data; undefined: nobody knows. */
  databaseTime: string | undefined;
  bytes: number | undefined;
  /** What it is a backup of, where one verification looks for several. */
  of: string;
}>;

type Chosen = Omit<FactOf<'recoveryPointChosen'>, 'type'>;

const skewSeconds = 300;
const longestList = 20;

const completeStates: ReadonlySet<string> = new Set(['available', 'completed', 'stored']);

const objectionTo = (backup: BackupFacts, minBytes: number, now: string): string | undefined => {
  const { state, databaseTime, bytes = 0 } = backup;
  if (!completeStates.has(state)) return `it is ${state}`;
  if (bytes < minBytes) return `it has ${bytes} bytes, fewer than ${minBytes}`;
  if (databaseTime === undefined) return 'nobody knows which moment it holds';
  if (secondsBetween(now, databaseTime) > skewSeconds) return `its time lies in the future: ${databaseTime}`;
  return undefined;
};

const wanted = (verification: FoundVerification) =>
  'volumeSnapshots' in verification
    ? { type: 'volumeSnapshot', groups: verification.volumeSnapshots.volumes, minBytes: 0 }
    : 'backupObjects' in verification
      ? { type: 'object', groups: 1, minBytes: verification.backupObjects.minBytes }
      : { type: 'cacheSnapshot', groups: 1, minBytes: 0 };

type Dated = BackupFacts & Readonly<{ databaseTime: string }>;

const isDated = (backup: BackupFacts): backup is Dated => backup.databaseTime !== undefined;

/** The newest of each thing that is backed up; of those the one that lags furthest behind says how old the whole is. */
const newestOfEach = (backups: readonly BackupFacts[]): Dated[] =>
  [...Map.groupBy(backups.filter(isDated), (backup) => backup.of).values()]
    .flatMap((group) => [...group].sort((a, b) => b.databaseTime.localeCompare(a.databaseTime)).slice(0, 1))
    .sort((a, b) => a.databaseTime.localeCompare(b.databaseTime));

/** Found, whole as far as its service knows, and young enough: that is all that is asked of a backup that is not restored. */
export const judgeFoundBackup = (
  verification: FoundVerification,
  candidates: readonly BackupFacts[],
  now: string,
): Chosen => {
  const { type, groups, minBytes } = wanted(verification);
  const judged = candidates.map((backup) => ({ backup, because: objectionTo(backup, minBytes, now) }));
  const passedOver = judged.flatMap(({ backup: { id }, because }) => (because === undefined ? [] : [{ id, because }]));
  const newest = newestOfEach(judged.flatMap(({ backup, because }) => (because === undefined ? [backup] : [])));
  const considered = candidates.length;
  const common = { considered, passedOver: passedOver.slice(0, longestList) };
  const failed = (because: string): Chosen => ({ ...common, verdict: 'failed', because });
  const [oldest] = newest;
  if (considered === 0) return failed('no backup was found');
  if (oldest === undefined) return failed(`none of ${considered} backups counts`);
  if (newest.length < groups) return failed(`backups of ${newest.length} of ${groups} were found`);
  const ageSeconds = Math.max(0, secondsBetween(oldest.databaseTime, now));
  const bytes = newest.reduce((sum, one) => sum + (one.bytes ?? 0), 0);
  const point = { id: oldest.id, type, databaseTime: oldest.databaseTime, bytes };
  return { ...common, verdict: 'found', because: `found, of ${considered}`, point, ageSeconds };
};
