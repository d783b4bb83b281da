import type { SignalReading } from '../../contracts/detection/signal-reading.ts';
import type { FactOf } from '../../contracts/ledger-entry.ts';
import type { Plan, Runbook } from '../../contracts/plan.ts';
import { listReadings } from '../detection/describe-readings.ts';
import { weighingOf } from '../detection/weighing-of.ts';
import { viewOf } from './service-view.ts';

/** Why a run goes on, asks or ends. */
export const recoveryCodes = [
  'dryRun',
  'notifyOnly',
  'blocked',
  'recovered',
  'well',
  'wellAgain',
  'forked',
  'lossBeyondLimit',
  'contradicted',
  'unassessed',
  'chosen',
  'approvalMode',
  'notAnOutage',
  'stillLost',
  'stillFit',
  'silenced',
  'disputed',
  'noQuorum',
  'quorum',
] as const;

const named = 10;

/** What a step's own assessment says. */
type Said = Readonly<{ stepId: string; text: string }>;

/** So many of them, in a sentence. */
export const listOf = (said: readonly Said[]): string =>
  said
    .slice(0, named)
    .map(({ stepId, text }) => `${stepId}: ${text}`)
    .join('; ');

export type RecoveryFacts = Readonly<{
  opened: Pick<FactOf<'runOpened'>, 'mode' | 'dryRun' | 'operator'>;
  runbookKind: Runbook['kind'];
  /** The steps that close the old primary or take over, by their ids. */
  moves: readonly string[];
  plan: Pick<Plan, 'detection' | 'regions' | 'response'>;
  signals: readonly SignalReading[];
  /** What stands in the way for good. */
  blockers: readonly Said[];
  /** Standbys that somebody else has split off from their source. */
  forks: readonly Said[];
  /** More would be lost than the plan allows, or nobody knows how much. */
  losses: readonly Said[];
  /** What could not be assessed, or would stop and ask. */
  doubts: readonly Said[];
  /** What speaks against the moment that somebody typed. */
  contradictions: readonly string[];
  /** A person has chosen this runbook in this run, in place of the one that was started; what the signals said to that question. */
  chosen?: Readonly<{ before: readonly SignalReading[] }> | undefined;
  /** The signals had turned right before this stage, or what the steps had said was `stale`; what the signals said to the decision before. */
  doubted?: Readonly<{ stage: string; before: readonly SignalReading[]; isStale?: boolean }> | undefined;
}>;

export type RecoveryCode = (typeof recoveryCodes)[number];

export type Concern = Readonly<{ code: RecoveryCode; said: string; isLoss: boolean }>;

/** What only a person can weigh, the gravest first; whatever the mode. */
export const concernsOf = (facts: RecoveryFacts): Concern[] => [
  ...turnOf(facts),
  ...concernOf('forked', 'the standby has gone its own way', facts.forks),
  ...concernOf('lossBeyondLimit', 'more would be lost than the plan allows', facts.losses),
  ...facts.contradictions.slice(0, 1).map((said) => ({ code: 'contradicted' as const, said, isLoss: false })),
  ...concernOf('unassessed', 'not everything could be assessed', facts.doubts),
];

/** The run was let go on, and right before a stage the service is otherwise than it was then: both readings are named. */
function turnOf(facts: RecoveryFacts): Concern[] {
  const { doubted, plan, signals } = facts;
  const view = viewOf(facts);
  if (doubted === undefined || (view !== 'well' && view !== 'disputed')) return [];
  const { good } = weighingOf(signals, plan);
  const before = doubted.before.length === 0 ? 'no signal was read' : listReadings(doubted.before);
  const turned = view === 'well' ? 'the service is well again' : 'the service is seen to answer again';
  const said = `right before stage ${doubted.stage} ${turned} (${listReadings(good)}); when it was decided before, they said: ${before}`;
  return [{ code: view === 'well' ? 'wellAgain' : 'disputed', said, isLoss: false }];
}

const concernOf = (code: RecoveryCode, text: string, said: readonly Said[]): Concern[] =>
  said.length === 0 ? [] : [{ code, said: `${text}: ${listOf(said)}`, isLoss: code !== 'unassessed' }];
