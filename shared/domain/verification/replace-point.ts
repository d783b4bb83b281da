import type { RecoveryPoint } from '../../contracts/verification/facts.ts';
import type { Act } from '../decision.ts';
import { ageOfPoint, type ChosenPoint } from './judge-candidates.ts';

/**
 * Errors of a restore that are about the snapshot alone, so that another one may serve: it has been deleted or is not shared any
 * more, or has changed its status since it was listed. A key that cannot be used is none of these: what it locks out of the
 * newest backup is what the verification is there to find.
 */
const ofThePoint = /^(InvalidDB(Cluster)?SnapshotStateFault|DB(Cluster)?SnapshotNotFoundFault)$/;

export const isOfThePoint = (error: string): boolean => ofThePoint.test(error);

/**
 * Why the point that was chosen cannot be restored, by what AWS said to the call that named it. Undefined: it said nothing such, or
 * another call for the same point had no answer, so that the copy may yet be of this one.
 */
export function lossOf(point: RecoveryPoint, acts: readonly Act[]): string | undefined {
  const calls = acts.filter((act) => pointIn(act) === point.id);
  const refused = calls.findLast(({ result, error = '' }) => result === 'rejected' && isOfThePoint(error));
  if (refused === undefined || calls.some(({ result }) => result !== 'rejected')) return undefined;
  const isGone = refused.error?.includes('NotFound') === true;
  const what = isGone ? 'it was gone' : 'its status had changed';
  return `${what} when it was to be restored (${refused.error}, ${refused.at})`;
}

const pointIn = ({ command: { input } }: Act): unknown => input.DBSnapshotIdentifier ?? input.SnapshotIdentifier;

/** The next that counts, in the place of one that is lost; both are told. Without another one there is none, by all their names. */
export function replacePoint(before: ChosenPoint, because: string, now: string): ChosenPoint {
  const { point: lost, alternatives: [next, ...rest] = [], insteadOf = [], considered } = before;
  const all = [...insteadOf, ...(lost === undefined ? [] : [{ id: lost.id, because }])];
  const passedOver = [...all.slice(-1), ...before.passedOver].slice(0, 20);
  const common = { considered, passedOver, insteadOf: all };
  const names = all.map(({ id, because: why }) => `${id}: ${why}`).join('; ');
  if (next === undefined)
    return {
      ...common,
      verdict: 'failed',
      because: `of ${considered} recovery points none is left to restore: ${names}`,
    };
  return {
    ...{ ...common, verdict: 'restore', because: `${next.id} in place of ${names}`, point: next },
    ageSeconds: ageOfPoint(next, now),
    ...(rest.length === 0 ? {} : { alternatives: rest }),
  };
}
