import type { FactOf } from '../contracts/ledger-entry.ts';
import type { Plan, Runbook } from '../contracts/plan.ts';
import type { Answer } from '../contracts/run.ts';
import type { SignalReading } from '../contracts/signal-reading.ts';
import { listReadings } from './detection/describe-readings.ts';
import { isSilenced, listSilenced } from './detection/silence.ts';
import { type Weighing, weighSignals } from './detection/weigh-signals.ts';

/** What a step's own assessment says stands in its way. */
type Blocker = Readonly<{ stepId: string; text: string }>;

/** More would be lost than the plan allows, or nobody knows how much. `seconds` undefined: not known, which is above every limit. */
type ExcessLoss = Readonly<{ stepId: string; text: string; seconds: number | undefined }>;

export type RecoveryFacts = Readonly<{
  opened: Pick<FactOf<'runOpened'>, 'mode' | 'dryRun' | 'operator'>;
  runbookKind: Runbook['kind'];
  plan: Pick<Plan, 'detection' | 'regions' | 'response'>;
  signals: readonly SignalReading[];
  blockers: readonly Blocker[];
  losses: readonly ExcessLoss[];
}>;

/** Why a run goes on, asks or ends. */
export const recoveryCodes = [
  'dryRun',
  'notifyOnly',
  'blocked',
  'recovered',
  'lossBeyondLimit',
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

const blockersNamed = 10;

const listOf = (blockers: readonly Blocker[]): string =>
  blockers
    .slice(0, blockersNamed)
    .map(({ stepId, text }) => `${stepId}: ${text}`)
    .join('; ');

const ask = (code: RecoveryCode, reason: string): RecoveryDecision => ({
  verdict: 'ask',
  code,
  reason,
  answers: ['approve', 'refuse'],
});

const askAboutLoss = ({ plan, losses }: RecoveryFacts): RecoveryDecision => ({
  verdict: 'ask',
  code: 'lossBeyondLimit',
  reason: `more would be lost than the plan allows: ${listOf(losses)}`,
  answers: ['acceptLoss', ...(plan.response.restoreRunbook === undefined ? [] : ['restore' as const]), 'refuse'],
});

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

/** Whether the run goes on, asks or ends. Not knowing never goes on by itself. */
export const decideRecovery = (facts: RecoveryFacts): RecoveryDecision => {
  const { opened, blockers, losses, runbookKind } = facts;
  const weighing = weighSignals(facts.signals, facts.plan);
  if (opened.dryRun)
    return { verdict: 'proceed', code: 'dryRun', reason: 'a dry run changes nothing, so nobody is asked' };
  if (opened.mode === 'notify')
    return { verdict: 'refuse', code: 'notifyOnly', reason: 'the plan only notifies; a person has to act' };
  if (blockers.length > 0)
    return {
      verdict: 'refuse',
      code: 'blocked',
      reason: `it would not get through, and nothing has been changed yet: ${listOf(blockers)}`,
    };
  if (hasRecovered(facts, weighing))
    return {
      verdict: 'refuse',
      code: 'recovered',
      reason: `the service answers again, so there is nothing to fail over: ${listReadings(weighing.good)}`,
    };
  if (losses.length > 0) return askAboutLoss(facts);
  if (opened.mode === 'approval') return ask('approvalMode', 'the plan asks a person before it acts');
  if (runbookKind !== 'failover')
    return { verdict: 'proceed', code: 'notAnOutage', reason: `automatic, and a ${runbookKind} needs no outage` };
  return decideAlone(facts, weighing);
};
