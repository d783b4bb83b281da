import type { Finding } from '../../contracts/finding.ts';

/** What nobody could assess counts before what would be lost: of a thousand losses it must not fall off the end. */
const gravity = {
  blocker: 0,
  fork: 1,
  doubt: 2,
  excessLoss: 3,
  recoveryPoint: 3,
  warning: 4,
  info: 5,
} as const satisfies Record<Finding['level'], number>;

/** What counts most stands first; those that count the same stay as they were. */
export const gravestFirst = <F extends Finding>(findings: readonly F[]): F[] =>
  findings.toSorted((a, b) => gravity[a.level] - gravity[b.level] || lossOf(b) - lossOf(a));

/** The greater loss first, and first of all what nobody knows. */
function lossOf(finding: Finding): number {
  switch (finding.level) {
    case 'recoveryPoint':
      return -Date.parse(finding.point.lastReplayedAt ?? new Date(0).toISOString());
    case 'fork':
    case 'excessLoss':
      return finding.lossSeconds ?? Number.MAX_SAFE_INTEGER;
    default:
      return 0;
  }
}
