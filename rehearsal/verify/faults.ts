import { Complaint } from 'simulated-aws/complaint.ts';
import { bulkTable, type Victim } from './plan-data.ts';

type VerifyFault = Readonly<{
  text: string;
  /** How the run must end; a leftover is made by a run before the one that counts. */
  ends: 'passed' | 'failed' | 'inconclusive';
  /** What the reason, or the notice, must name. */
  names: ((victim: Victim) => RegExp) | undefined;
  /** What the plan must have for it besides a database that is restored from a snapshot. */
  needs?: 'table' | 'pin';
  /** It makes sense without any database. */
  isForAll?: true;
}>;

/** What a rehearsal does to the backup or to its restore. The names are the values of `--fault`. */
const verifyFaults = {
  none: { text: 'nothing: the newest backups are whole', ends: 'passed', names: undefined, isForAll: true },
  'corrupt-page': {
    text: `a page of the table ${bulkTable} in the snapshot holds other bytes than were written`,
    ends: 'failed',
    names: () => new RegExp(`read public\\.${bulkTable} \\(XX001`),
  },
  'missing-table': {
    text: 'a table whose rows a check counts was dropped before the snapshot was taken',
    ends: 'failed',
    names: ({ table = '' }) => new RegExp(`check .*\\(42P01.*${table}`),
    needs: 'table',
  },
  'emptied-table': {
    text: 'a table whose rows a check counts was emptied before the snapshot was taken',
    ends: 'failed',
    names: () => /check .*\(0 is less than \d+/,
    needs: 'table',
  },
  'stale-snapshot': {
    text: 'the newest snapshots are a day older than the plan allows',
    ends: 'failed',
    names: () => /too old/,
  },
  'stuck-restore': {
    text: 'no restore ever becomes available: it is given up (after 20 s in place of the plan’s own limit)',
    ends: 'failed',
    names: () => /not done after 20 s/,
  },
  'slow-to-show': {
    text: 'RDS shows what it has been told four minutes late, the copy and its end among it',
    ends: 'passed',
    names: undefined,
  },
  'snapshot-deleted': {
    text: 'the newest snapshot is deleted once it has been chosen: the one before is restored, and both are told',
    ends: 'passed',
    names: () => /in place of .*DBSnapshotNotFoundFault/,
  },
  'earlier-namesake': {
    text: 'the source is gone, and the newest snapshot is of an earlier instance of its name: it is not chosen',
    ends: 'failed',
    names: () => /of another database of the same name/,
    needs: 'pin',
  },
  leftover: {
    text: 'an earlier run could not delete its copy: this one finds and removes it',
    ends: 'passed',
    names: undefined,
  },
  'wrong-tag': {
    text: 'an instance is called as a copy is, and its tags name a run that never made it: it is left alone',
    ends: 'passed',
    names: () => /left alone/,
  },
} as const satisfies Record<string, VerifyFault>;

export type VerifyFaultName = keyof typeof verifyFaults;

const table: Readonly<Record<VerifyFaultName, VerifyFault>> = verifyFaults;

export const verifyFaultNames: readonly VerifyFaultName[] = Object.keys(verifyFaults).filter(isFault);

function isFault(text: string): text is VerifyFaultName {
  return text in verifyFaults;
}

export const verifyFaultOf = (name: VerifyFaultName): VerifyFault => table[name];

/** Throws a Complaint where the plan has nothing that this fault could strike. */
export function requireApplicable(name: VerifyFaultName, plan: string, victim: Victim | undefined): void {
  const missing = missingFor(verifyFaultOf(name), victim);
  if (missing !== undefined) throw new Complaint(`--fault ${name}: plan ${plan} ${missing}.`);
}

function missingFor({ needs, isForAll }: VerifyFault, victim: Victim | undefined): string | undefined {
  if (victim === undefined) return isForAll ? undefined : 'restores no snapshot of an instance';
  if (needs === 'table' && victim.table === undefined)
    return `has no check of ${victim.instance} that counts the rows of a table (SELECT count(*) FROM …, atLeast: 1)`;
  if (needs === 'pin' && !victim.isPinned)
    return `does not pin ${victim.instance}: which database a backup is of is known by its pin only`;
  return undefined;
}
