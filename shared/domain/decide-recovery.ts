import type { FactOf } from '../contracts/ledger-entry.ts';
import type { Runbook } from '../contracts/plan.ts';

/** One look at a signal of the plan, made from the standby Region. `unknown`: the look itself could not be made. */
export type SignalReading = Readonly<{ probe: string; state: 'good' | 'bad' | 'unknown'; answer: string; at: string }>;

/** What a step's own assessment says stands in its way. */
type Blocker = Readonly<{ stepId: string; text: string }>;

export type RecoveryFacts = Readonly<{
  opened: Pick<FactOf<'runOpened'>, 'mode' | 'dryRun' | 'operator'>;
  runbookKind: Runbook['kind'];
  signals: readonly SignalReading[];
  blockers: readonly Blocker[];
}>;

export type RecoveryDecision = Readonly<{ verdict: FactOf<'decided'>['verdict']; reason: string }>;

/** Independent voices that must say so before a failover begins by itself: signals, and the person who started it. */
const quorum = 2;

const blockersNamed = 10;

const listOf = (signals: readonly SignalReading[]) =>
  signals.map(({ probe, answer }) => `${probe}: ${answer}`).join('; ');

/** Nobody will be asked, so the facts must speak for themselves. */
const decideAlone = ({ opened, runbookKind, signals }: RecoveryFacts): RecoveryDecision => {
  if (runbookKind !== 'failover')
    return { verdict: 'proceed', reason: `automatic, and a ${runbookKind} needs no outage` };
  const good = signals.filter(({ state }) => state === 'good');
  if (good.length > 0 && opened.operator === undefined)
    return { verdict: 'refuse', reason: `the service answers, so there is nothing to fail over: ${listOf(good)}` };
  if (good.length > 0)
    return {
      verdict: 'ask',
      reason: `${opened.operator} asks for a failover, but the service answers: ${listOf(good)}`,
    };
  const unknown = signals.filter(({ state }) => state === 'unknown');
  if (unknown.length > 0) return { verdict: 'ask', reason: `a signal could not be read: ${listOf(unknown)}` };
  const voices = signals.length + (opened.operator === undefined ? 0 : 1);
  if (voices < quorum)
    return { verdict: 'ask', reason: `only ${voices} of ${quorum} voices say that the service is lost` };
  return { verdict: 'proceed', reason: `automatic, and every voice says that the service is lost: ${listOf(signals)}` };
};

/** Whether the run goes on, asks or ends. Not knowing never goes on by itself. */
export const decideRecovery = (facts: RecoveryFacts): RecoveryDecision => {
  const { opened, blockers } = facts;
  if (opened.dryRun) return { verdict: 'proceed', reason: 'a dry run changes nothing, so nobody is asked' };
  if (opened.mode === 'notify') return { verdict: 'refuse', reason: 'the plan only notifies; a person has to act' };
  if (blockers.length > 0) {
    const reasons = blockers
      .slice(0, blockersNamed)
      .map(({ stepId, text }) => `${stepId}: ${text}`)
      .join('; ');
    return { verdict: 'refuse', reason: `it would not get through, and nothing has been changed yet: ${reasons}` };
  }
  if (opened.mode === 'approval') return { verdict: 'ask', reason: 'the plan asks a person before it acts' };
  return decideAlone(facts);
};
