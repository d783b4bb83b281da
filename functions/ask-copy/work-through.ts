import { defined } from '../../shared/contracts/defined.ts';
import type { DataCheckResult } from '../../shared/contracts/verification/facts.ts';
import type { CallError } from '../../shared/domain/judge-call-error.ts';
import { factsOf } from '../../shared/domain/run-facts.ts';
import { secondsBetween } from '../../shared/domain/time.ts';
import { breakWords, judgeBreaks } from '../../shared/domain/verification/judge-break.ts';
import { pendingUnits, type Unit } from '../../shared/domain/verification/list-units.ts';
import { writtenResults } from '../../shared/report/verification/check-results.ts';
import type { Prepared } from './prepare-reader.ts';
import { type Broken, runUnit } from './run-unit.ts';
import type { Subjects } from './subjects.ts';
import type { Work } from './work.ts';

/** A look ends after this, of whatever databases; the statement that is under way then may last as long as the plan lets it, ten minutes at most. */
export const lookSeconds = 200;
/** Results that are written down together: an item of the table holds 400 KB. */
const mostResults = 200;

export async function writeResults({ ledger, stream }: Work, results: readonly DataCheckResult[]): Promise<void> {
  if (results.length > 0) await ledger.append(stream, { type: 'checked', results: [...results] });
}

type BrokenAt = Readonly<{ unit: Unit; failure: CallError }>;

export type Progress = Readonly<{
  /** What has no answer yet, and may have one at another look. */
  left: number;
  /** Whether this look has had an answer. */
  hasAnswer: boolean;
  /** Whether its time was over before everything had had its turn. */
  isCut: boolean;
  /** The look ended before its time. */
  broken?: BrokenAt;
}>;

/** Looks at what is still to be looked at. All that was answered stands in the ledger, and so does a break at a unit. */
export async function workThrough(
  work: Work,
  units: readonly Unit[],
  { subjects, prepared }: Readonly<{ subjects: Subjects; prepared: Prepared }>,
): Promise<Progress> {
  const { written, pending } = await openUnits(work, units, prepared);
  const { results, broken } = await takeTurns(work, pending, subjects);
  if (broken?.isAtUnit) await noteBreak(work, broken, prepared);
  return {
    left: pendingUnits(units, [...written, ...results]).length,
    isCut: pending.length > results.length && broken === undefined,
    hasAnswer: results.some(({ outcome }) => outcome !== 'didNotRun'),
    ...defined({ broken }),
  };
}

/** What earlier looks have left, and the last word on what has broken too many of them. */
async function openUnits(work: Work, units: readonly Unit[], { servingSince }: Prepared) {
  const { entries, dependencies } = work;
  const written = writtenResults(entries);
  const breaks = factsOf(entries, 'copyBroke').map(({ fact }) => fact);
  const at = dependencies.now();
  const judged = judgeBreaks(pendingUnits(units, written), breaks, { servingSince, at });
  await writeResults(work, judged);
  return { written: [...written, ...judged], pending: pendingUnits(units, [...written, ...judged]) };
}

/** One unit after the other until all have had their turn, the look has lasted long enough, or the connection is gone. */
async function takeTurns(work: Work, units: readonly Unit[], subjects: Subjects) {
  const { now } = work.dependencies;
  const results: DataCheckResult[] = [];
  let written = 0;
  let broken: (Broken & BrokenAt) | undefined;
  for (const unit of units) {
    if (results.length > 0 && secondsBetween(work.startedAt, now()) >= lookSeconds) break;
    const looked = await runUnit(unit, subjects, now);
    if (looked.result !== undefined) results.push(looked.result);
    if (results.length - written >= mostResults) {
      await writeResults(work, results.slice(written));
      written = results.length;
    }
    if (looked.broken === undefined) continue;
    broken = { ...looked.broken, unit };
    break;
  }
  await writeResults(work, results.slice(written));
  return { results, broken };
}

async function noteBreak(
  { ledger, stream }: Work,
  { unit: { unit, kind, name }, failure }: BrokenAt,
  { servingSince }: Prepared,
): Promise<void> {
  const because = breakWords(failure).slice(0, 300);
  await ledger.append(stream, { type: 'copyBroke', unit, kind, name, error: failure.error, because, servingSince });
}
