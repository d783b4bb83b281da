import type { FactOf } from '../contracts/ledger-entry.ts';
import type { Plan, Runbook } from '../contracts/plan.ts';
import type { Answer } from '../contracts/run.ts';
import type { SignalReading } from '../contracts/signal-reading.ts';
import { listReadings } from './detection/describe-readings.ts';
import { isSilenced, listSilenced } from './detection/silence.ts';
import { type Weighing, weighSignals } from './detection/weigh-signals.ts';

/** What a step's own assessment says. */
type Said = Readonly<{ stepId: string; text: string }>;

export type RecoveryFacts = Readonly<{
  opened: Pick<FactOf<'runOpened'>, 'mode' | 'dryRun' | 'operator'>;
  runbookKind: Runbook['kind'];
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
  /** A person has chosen this runbook in this run, in place of the one that was started. */
  isChosen: boolean;
}>;

/** Why a run goes on, asks or ends. */
export const recoveryCodes = [
  'dryRun',
  'notifyOnly',
  'blocked',
  'recovered',
  'forked',
  'lossBeyondLimit',
  'contradicted',
  'unassessed',
  'chosen',
  'approvalMode',
  'notAnOutage',
  'silenced',
  'disputed',
  'noQuorum',
  'quorum',
] as const;
type RecoveryCode = (typeof recoveryCodes)[number];

export type RecoveryDecision = Readonly<
  { code: RecoveryCode; reason: string } & (
    | { verdict: 'proceed' | 'refuse' }
    /** What may be answered; the first is the yes. */
    | { verdict: 'ask'; answers: readonly Answer['answer'][] }
  )
>;

const named = 10;

const listOf = (said: readonly Said[]): string =>
  said
    .slice(0, named)
    .map(({ stepId, text }) => `${stepId}: ${text}`)
    .join('; ');

const ask = (code: RecoveryCode, reason: string): RecoveryDecision => ({
  verdict: 'ask',
  code,
  reason,
  answers: ['approve', 'refuse'],
});

const refuse = (code: RecoveryCode, reason: string): RecoveryDecision => ({ verdict: 'refuse', code, reason });

type Concern = Readonly<{ code: RecoveryCode; said: string; isLoss: boolean }>;

const concernOf = (code: RecoveryCode, text: string, said: readonly Said[]): Concern[] =>
  said.length === 0 ? [] : [{ code, said: `${text}: ${listOf(said)}`, isLoss: code !== 'unassessed' }];

/** What only a person can weigh, the gravest first; whatever the mode. */
const concernsOf = ({ forks, losses, doubts, contradictions }: RecoveryFacts): Concern[] => [
  ...concernOf('forked', 'the standby has gone its own way', forks),
  ...concernOf('lossBeyondLimit', 'more would be lost than the plan allows', losses),
  ...contradictions.slice(0, 1).map((said) => ({ code: 'contradicted' as const, said, isLoss: false })),
  ...concernOf('unassessed', 'not everything could be assessed', doubts),
];

/** All of them in one question; where data would be lost, the yes says so. */
const askAbout = (first: Concern, all: readonly Concern[], { plan }: RecoveryFacts): RecoveryDecision => {
  const reason = all.map(({ said }) => said).join('. Besides, ');
  if (!all.some(({ isLoss }) => isLoss)) return ask(first.code, reason);
  const restore = plan.response.restoreRunbook === undefined ? [] : ['restore' as const];
  return { verdict: 'ask', code: first.code, reason, answers: ['acceptLoss', ...restore, 'refuse'] };
};

/** A fork is no matter for a machine; whatever else a person can weigh, one is asked. */
const weighConcerns = (facts: RecoveryFacts): RecoveryDecision | undefined => {
  const all = concernsOf(facts);
  const [first] = all;
  if (first === undefined) return undefined;
  if (first.code === 'forked' && facts.opened.mode === 'automatic')
    return refuse('forked', `${first.said}. No run does this by itself: a person may start one with mode approval`);
  return askAbout(first, all, facts);
};

/** A person who starts a run says that the service is lost, and is outside the failing Region: one voice of the quorum. */
const isLostByVoices = ({ opened, plan, signals }: RecoveryFacts): boolean => {
  const spoken: readonly SignalReading[] =
    opened.operator === undefined
      ? signals
      : [...signals, { signal: 'operator', vantage: 'person', state: 'bad', answer: opened.operator, at: '' }];
  return weighSignals(spoken, plan).isLost;
};

/** Nobody will be asked, so the facts must speak for themselves. */
const decideAlone = (facts: RecoveryFacts, { bad, dissent }: Weighing): RecoveryDecision => {
  if (isSilenced(facts.signals))
    return ask('silenced', `somebody has silenced its alarms: ${listSilenced(facts.signals)}`);
  if (dissent.length > 0)
    return ask('disputed', `from outside the Region the service is seen to answer: ${listReadings(dissent)}`);
  if (!isLostByVoices(facts))
    return ask(
      'noQuorum',
      `fewer than ${facts.plan.detection.quorum} voices say that the service is lost, or none of them from outside: ${listReadings(bad)}`,
    );
  return { verdict: 'proceed', code: 'quorum', reason: `automatic, and the service is lost: ${listReadings(bad)}` };
};

/** Started by Lifeboat itself, and all that was bad is well again. */
const hasRecovered = ({ opened, runbookKind }: RecoveryFacts, { bad, good }: Weighing): boolean =>
  opened.operator === undefined && runbookKind === 'failover' && bad.length === 0 && good.length > 0;

const decideReal = (facts: RecoveryFacts): RecoveryDecision => {
  const { opened, blockers, runbookKind } = facts;
  const weighing = weighSignals(facts.signals, facts.plan);
  if (opened.mode === 'notify') return refuse('notifyOnly', 'the plan only notifies; a person has to act');
  if (blockers.length > 0)
    return refuse('blocked', `it would not get through, and nothing has been changed yet: ${listOf(blockers)}`);
  if (hasRecovered(facts, weighing))
    return refuse(
      'recovered',
      `the service answers again, so there is nothing to fail over: ${listReadings(weighing.good)}`,
    );
  const concern = weighConcerns(facts);
  if (concern !== undefined) return concern;
  if (facts.isChosen) return { verdict: 'proceed', code: 'chosen', reason: 'a person has chosen just this runbook' };
  if (opened.mode === 'approval') return ask('approvalMode', 'the plan asks a person before it acts');
  if (runbookKind !== 'failover')
    return { verdict: 'proceed', code: 'notAnOutage', reason: `automatic, and a ${runbookKind} needs no outage` };
  return decideAlone(facts, weighing);
};

/** A dry run goes on, and says what would become of the run that it is a rehearsal of. */
const decideDryRun = (facts: RecoveryFacts): RecoveryDecision => {
  const { verdict, code, reason } = decideReal(facts);
  const word = { proceed: 'go on', ask: 'ask', refuse: 'refuse' }[verdict];
  const said = `a dry run changes nothing, so nobody is asked; without it the run would ${word} (${code}): ${reason}`;
  return { verdict: 'proceed', code: 'dryRun', reason: said };
};

/** Whether the run goes on, asks or ends. Not knowing never goes on by itself. */
export const decideRecovery = (facts: RecoveryFacts): RecoveryDecision =>
  facts.opened.dryRun ? decideDryRun(facts) : decideReal(facts);
