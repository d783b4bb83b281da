type VerifyFault = Readonly<{
  text: string;
  /** How the run must end; a leftover is made by a run before the one that counts. */
  ends: 'passed' | 'failed' | 'inconclusive';
  /** What the reason, or the notice, must name. */
  names: RegExp | undefined;
}>;

/** What a rehearsal does to the backup or to its restore. The names are the values of `--fault`. */
const verifyFaults = {
  none: { text: 'nothing: the newest snapshot is whole', ends: 'passed', names: undefined },
  'corrupt-page': {
    text: 'a page of the table events in the snapshot holds other bytes than were written',
    ends: 'failed',
    names: /read public\.events \(XX001/,
  },
  'missing-table': {
    text: 'the table agents was dropped before the snapshot was taken',
    ends: 'failed',
    names: /check agents \(42P01.*agents/,
  },
  'emptied-table': {
    text: 'the table agents was emptied before the snapshot was taken',
    ends: 'failed',
    names: /check agents \(0 is less than 1/,
  },
  'stale-snapshot': {
    text: 'the newest snapshot is two days old',
    ends: 'failed',
    names: /too old/,
  },
  'stuck-restore': {
    text: 'the restore never becomes available, and is given up (after 20 s in place of the plan’s two hours)',
    ends: 'failed',
    names: /not done after 20 s/,
  },
  'slow-to-show': {
    text: 'RDS shows what it has been told four minutes late, the copy and its end among it',
    ends: 'passed',
    names: undefined,
  },
  'snapshot-deleted': {
    text: 'the newest snapshot is deleted once it has been chosen: the one before is restored, and both are told',
    ends: 'passed',
    names: /in place of rds:.*DBSnapshotNotFoundFault/,
  },
  'earlier-namesake': {
    text: 'the source is gone, and the newest snapshot is of an earlier instance of its name: it is not chosen',
    ends: 'failed',
    names: /of another database of the same name/,
  },
  leftover: {
    text: 'an earlier run could not delete its copy: this one finds and removes it',
    ends: 'passed',
    names: undefined,
  },
  'wrong-tag': {
    text: 'an instance is called as a copy is, and its tags name a run that never made it: it is left alone',
    ends: 'passed',
    names: /left alone/,
  },
} as const satisfies Record<string, VerifyFault>;

export type VerifyFaultName = keyof typeof verifyFaults;

const isFault = (text: string): text is VerifyFaultName => text in verifyFaults;

export const verifyFaultNames: readonly VerifyFaultName[] = Object.keys(verifyFaults).filter(isFault);

const table: Readonly<Record<VerifyFaultName, VerifyFault>> = verifyFaults;

export const verifyFaultOf = (name: VerifyFaultName): VerifyFault => table[name];
