import type { SignalReading } from '../../contracts/detection/signal-reading.ts';
import type { FactOf, LedgerEntry } from '../../contracts/ledger-entry.ts';
import type { Runbook } from '../../contracts/plan.ts';
import { listReadings } from '../detection/describe-readings.ts';
import { isSilenced, listSilenced } from '../detection/silence.ts';
import { weighingOf } from '../detection/weighing-of.ts';
import { factsOf, inStream, lastOf } from '../run-facts.ts';
import { secondsBetween } from '../time.ts';
import { type Seen, type ServiceView, viewOf } from './service-view.ts';

/** Why a stage may begin, or why the run is decided on anew before it does. */
export const confirmationCodes = [
  'onward',
  'planned',
  'lost',
  'known',
  'unclear',
  'wellAgain',
  'disputed',
  'silenced',
  'stale',
] as const;

/** The greater, the less there is to recover. */
const wellness: Readonly<Record<ServiceView, number>> = { well: 2, disputed: 1, lost: 0, unclear: 0 };

type Course = Readonly<{
  /** The old primary is closed or the service is elsewhere, or may be. */
  cannotStop: boolean;
  runbookKind: Runbook['kind'];
  /** Of the last decision. */
  decidedBy: FactOf<'decided'>['code'];
}>;

export type Confirmation = Readonly<{
  verdict: FactOf<'stageConfirmed'>['verdict'];
  code: (typeof confirmationCodes)[number];
  reason: string;
}>;

/** Where the signals have no say. Undefined: they are to be read. */
export function confirmUnasked({ cannotStop, runbookKind, decidedBy }: Course): Confirmation | undefined {
  if (cannotStop)
    return go(
      'onward',
      'the signals were not asked: the run has closed the old primary or taken over, and goes forward',
    );
  const isPlanned = runbookKind === 'switchover' || runbookKind === 'failback';
  // Where the signals alone let it go, nobody has said that it shall be made while the service is well.
  if (isPlanned && decidedBy !== 'quorum')
    return go('planned', `the signals were not asked: a ${runbookKind} is made while the service is well`);
  return undefined;
}

const go = (code: Confirmation['code'], reason: string): Confirmation => ({ verdict: 'go', code, reason });

export type ConfirmFacts = Omit<Seen, 'signals'> &
  Pick<Course, 'runbookKind'> &
  Readonly<{
    /** The last decision, and what the signals said to it. */
    decided: Pick<FactOf<'decided'>, 'code'> & Readonly<{ signals: readonly SignalReading[] }>;
    /** As they are now. */
    signals: readonly SignalReading[];
  }>;

/**
 * Whether the decision still holds, by the signals as they are right before the stage. Doubt is only what is new since the decision: who
 * said yes while the service was well is not asked again, and silence leaves the decision as it is.
 */
export function judgeConfirmation(facts: ConfirmFacts): Confirmation {
  const { decided, signals, plan } = facts;
  if (isSilencedSince(facts))
    return doubt('silenced', `somebody has silenced its alarms since the decision: ${listSilenced(signals)}`);
  const now = viewOf(facts);
  const { bad, good } = weighingOf(signals, plan);
  switch (now) {
    case 'lost':
      return go('lost', `the service is still lost: ${listReadings(bad)}`);
    case 'unclear':
      return go('unclear', 'no signal says that the service is well; what was decided stands');
    case 'well':
    case 'disputed': {
      const isNews = wereReason(facts) && wellness[now] > wellness[viewOf({ ...facts, signals: decided.signals })];
      if (!isNews)
        return go('known', `the service is seen to answer, as it was at the decision: ${listReadings(good)}`);
      return now === 'well'
        ? doubt('wellAgain', `the service is well again: ${listReadings(good)}`)
        : doubt('disputed', `the quorum is gone, and the service is seen to answer: ${listReadings(good)}`);
    }
    default:
      return now satisfies never;
  }
}

const isSilencedSince = ({ decided, signals }: ConfirmFacts): boolean =>
  decided.code === 'quorum' && isSilenced(signals) && !isSilenced(decided.signals);

const doubt = (code: Confirmation['code'], reason: string): Confirmation => ({ verdict: 'doubt', code, reason });

/**
 * A recovery may be made for another reason than an outage, such as data that somebody has destroyed: then somebody has seen the service
 * answer, and said yes. Where nobody could tell, that it is well is news.
 */
function wereReason({ runbookKind, decided, plan }: ConfirmFacts): boolean {
  const { bad, good } = weighingOf(decided.signals, plan);
  return runbookKind !== 'recovery' || bad.length > 0 || good.length === 0;
}

/** What the steps were found to be longer ago than this may have changed: a person has thought about it, or a step has waited. */
const freshSeconds = 120;
/** So often in a row; whoever is slower than that goes on by what each step sees itself. */
const mostTimes = 3;

/**
 * What the steps said is old: before anything is closed they are asked once more, since who closes the old primary has to have something in its
 * place. `entries`: at least those of the run and of its assessment. Undefined: it is not, or it cannot be had any newer.
 */
export function staleAssessment(entries: readonly LedgerEntry[], now: string): Confirmation | undefined {
  const at = lastOf(entries, 'assessed')?.at;
  if (at === undefined || secondsBetween(at, now) <= freshSeconds) return undefined;
  const since = lastOf(entries, 'answered')?.at ?? '';
  const before = factsOf(inStream(entries, 'run'), 'stageConfirmed').filter(
    (one) => one.at > since && one.fact.code === 'stale',
  );
  if (before.length >= mostTimes) return undefined;
  return doubt(
    'stale',
    `what the steps were found to be is of ${at}: they are asked once more before anything is closed`,
  );
}
