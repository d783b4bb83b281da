import type { RunId } from '../../contracts/fields.ts';
import type { LedgerEntry } from '../../contracts/ledger-entry.ts';
import type { DeployedPlan } from '../../contracts/plan.ts';
import { isAcknowledged, type LastRun, type PlanStanding } from '../detection/standing.ts';
import { firstOf, inStream } from '../run-facts.ts';
import { secondsAfter } from '../time.ts';
import { callsIn } from './takeover.ts';

/** Of the last entry, so that every attempt to close the run finds the same time: what pays a debt goes on beside it. */
export const endOf = (entries: readonly LedgerEntry[]): string =>
  entries
    .filter(({ stream }) => !stream.startsWith('debt:'))
    .reduce((latest, { at }) => (at > latest ? at : latest), '');

/** Until when the plan rests after this run: after an incident in which a call was made or may have been. Undefined: no rest. */
export function holdDownAfter(entries: readonly LedgerEntry[], plan: DeployedPlan | undefined): string | undefined {
  if (plan === undefined || !isRealIncident(entries) || !mayHaveChanged(entries)) return undefined;
  return secondsAfter(endOf(entries), plan.response.holdDown);
}

function isRealIncident(entries: readonly LedgerEntry[]): boolean {
  const opened = firstOf(entries, 'runOpened')?.fact;
  return opened !== undefined && !opened.dryRun && opened.occasion === 'incident';
}

/** A call was made, or may have been. One that AWS rejected has changed nothing. */
const mayHaveChanged = (entries: readonly LedgerEntry[]): boolean => callsIn(entries).length > 0;

/** What this run leaves for whoever asks whether another may start by itself. A rehearsal and a dry run leave nothing. */
export function lastRunOf(entries: readonly LedgerEntry[], runId: RunId): LastRun | undefined {
  if (!isRealIncident(entries)) return undefined;
  const ended = mayHaveChanged(entries) ? 'changed' : isDeclined(entries) ? 'declined' : 'unchanged';
  return { runId, ended, at: endOf(entries) };
}

/** A person said no to the run or stopped it at a step, or nobody said anything. */
function isDeclined(entries: readonly LedgerEntry[]): boolean {
  const ofRun = inStream(entries, 'run');
  const last = ofRun.findLast(({ fact }) => fact.type === 'answered' || fact.type === 'unanswered')?.fact;
  const isRefused = last?.type === 'unanswered' || (last?.type === 'answered' && last.answer === 'refuse');
  return isRefused || firstOf(entries, 'stepAborted') !== undefined;
}

/**
 * What a run leaves, given what stands: a failover that nobody has acknowledged stays the last word, whatever came to nothing
 * after it. Undefined: what stands stays.
 */
export const lastWord = (
  standing: Pick<PlanStanding, 'lastRun' | 'acknowledged'>,
  lastRun: LastRun | undefined,
): LastRun | undefined =>
  standing.lastRun?.ended === 'changed' && !isAcknowledged(standing) && lastRun?.ended !== 'changed'
    ? undefined
    : lastRun;
