import type { Answer } from '../../contracts/recovery/run.ts';
import { listReadings } from '../detection/describe-readings.ts';
import { isSilenced, listSilenced } from '../detection/silence.ts';
import { type Weighing, weighingOf } from '../detection/weighing-of.ts';
import { type Concern, concernsOf, listOf, type RecoveryCode, type RecoveryFacts } from './recovery-concerns.ts';
import { isLostByVoices, viewOf } from './service-view.ts';

type Judged = Readonly<{ verdict: 'proceed' | 'ask' | 'refuse'; code: RecoveryCode; reason: string }>;

/** `withoutDryRun`: of a dry run, what would become of the run itself. */
export type RecoveryDecision = Readonly<
  { code: RecoveryCode; reason: string } & (
    | { verdict: 'proceed' | 'refuse'; withoutDryRun?: Judged }
    /** What may be answered; the first is the yes. */
    | { verdict: 'ask'; answers: readonly Answer['answer'][] }
  )
>;

/** Whether the run goes on, asks or ends. Not knowing never goes on by itself. */
export const judgeRecovery = (facts: RecoveryFacts): RecoveryDecision =>
  facts.opened.dryRun ? decideDryRun(facts) : decideReal(facts);

/** A dry run goes on, and says what would become of the run that it is a rehearsal of. */
function decideDryRun(facts: RecoveryFacts): RecoveryDecision {
  const { verdict, code, reason } = decideReal(facts);
  const word = { proceed: 'go on', ask: 'ask', refuse: 'refuse' }[verdict];
  const said = `a dry run changes nothing, so nobody is asked; without it the run would ${word} (${code}): ${reason}`;
  return { verdict: 'proceed', code: 'dryRun', reason: said, withoutDryRun: { verdict, code, reason } };
}

function decideReal(facts: RecoveryFacts): RecoveryDecision {
  const { opened, blockers, runbookKind, chosen } = facts;
  const weighing = weighingOf(facts.signals, facts.plan);
  if (opened.mode === 'notify') return refuse('notifyOnly', 'the plan only notifies; a person has to act');
  if (blockers.length > 0) return blocked(facts);
  if (facts.doubted?.isStale) return judgeAnew(facts, facts.doubted);
  if (hasRecovered(facts, weighing)) return recovered(facts, weighing);
  const concern = weighConcerns(facts);
  if (concern !== undefined) return concern;
  if (chosen !== undefined) return decideChosen(facts, chosen, weighing);
  if (opened.mode === 'approval') return askOrKeep(facts, weighing);
  return runbookKind === 'failover' ? decideAlone(facts, weighing) : decideOther(facts, weighing);
}

const refuse = (code: RecoveryCode, reason: string): RecoveryDecision => ({ verdict: 'refuse', code, reason });

function blocked({ blockers, doubted }: RecoveryFacts): RecoveryDecision {
  const soFar = doubted === undefined ? ', and nothing has been changed yet' : '';
  return refuse('blocked', `it would not get through${soFar}: ${listOf(blockers)}`);
}

/**
 * The signals say what they said to the decision before, and that was let go on. Only what stands in the way by now counts, a fork or a loss
 * that nobody has accepted among it: what was asked about is not asked again.
 */
function judgeAnew(facts: RecoveryFacts, { stage }: NonNullable<RecoveryFacts['doubted']>): RecoveryDecision {
  const concern = weighConcerns({ ...facts, doubts: [], contradictions: [], doubted: undefined });
  if (concern !== undefined) return concern;
  return {
    verdict: 'proceed',
    code: 'stillFit',
    reason: `right before stage ${stage} every step was assessed once more, and nothing stands in the way: what was said before stands`,
  };
}

/**
 * Started by Lifeboat itself, and all that was bad is well again. Where a plan asks, a person has said yes before a stage was doubted: then
 * that person is asked, and not overruled.
 */
const hasRecovered = ({ opened, runbookKind, doubted }: RecoveryFacts, { bad, good }: Weighing): boolean =>
  opened.operator === undefined &&
  runbookKind === 'failover' &&
  (doubted === undefined || opened.mode === 'automatic') &&
  bad.length === 0 &&
  good.length > 0;

function recovered({ doubted }: RecoveryFacts, { good }: Weighing): RecoveryDecision {
  const where = doubted === undefined ? '' : `stopped right before stage ${doubted.stage}: `;
  return refuse(
    'recovered',
    `${where}the service answers again, so there is nothing to fail over: ${listReadings(good)}`,
  );
}

/** A fork is no matter for a machine; whatever else a person can weigh, one is asked. */
function weighConcerns(facts: RecoveryFacts): RecoveryDecision | undefined {
  const all = concernsOf(facts);
  const [first] = all;
  return first === undefined ? undefined : weigh(first, all, facts);
}

function weigh(first: Concern, all: readonly Concern[], facts: RecoveryFacts): RecoveryDecision {
  const fork = all.find(({ code }) => code === 'forked');
  if (fork !== undefined && facts.opened.mode === 'automatic')
    return refuse('forked', `${fork.said}. No run does this by itself: a person may start one with mode approval`);
  return askAbout(first, all, facts);
}

/** All of them in one question; where data would be lost, the yes says so. */
function askAbout(first: Concern, all: readonly Concern[], { plan }: RecoveryFacts): RecoveryDecision {
  const reason = all.map(({ said }) => said).join('. Besides, ');
  if (!all.some(({ isLoss }) => isLoss)) return ask(first.code, reason);
  const restore = plan.response.restoreRunbook === undefined ? [] : ['restore' as const];
  return { verdict: 'ask', code: first.code, reason, answers: ['acceptLoss', ...restore, 'refuse'] };
}

const ask = (code: RecoveryCode, reason: string): RecoveryDecision => ({
  verdict: 'ask',
  code,
  reason,
  answers: ['approve', 'refuse'],
});

/** Whoever chose it while the service was lost has not said that it shall be moved now that it is well. */
const decideChosen = (
  facts: RecoveryFacts,
  { before }: NonNullable<RecoveryFacts['chosen']>,
  weighing: Weighing,
): RecoveryDecision =>
  isWell(facts) && viewOf({ ...facts, signals: before }) !== 'well'
    ? ask('wellAgain', `a person has chosen this runbook, and since then ${wellInWords(facts, weighing)}`)
    : { verdict: 'proceed', code: 'chosen', reason: 'a person has chosen just this runbook' };

/** The runbook would close the old primary or take over, and whatever can be read says that nothing is wrong. */
const isWell = (facts: RecoveryFacts): boolean => facts.moves.length > 0 && viewOf(facts) === 'well';

const wellInWords = ({ moves }: RecoveryFacts, { good }: Weighing): string =>
  `the signals say that the service is well (${listReadings(good)}), and the runbook closes the old primary or takes over: ${moves.join(', ')}`;

/** The turn that made the run doubtful has passed by itself: the yes of before is one to the facts as they are. */
function askOrKeep(facts: RecoveryFacts, weighing: Weighing): RecoveryDecision {
  const { doubted, plan } = facts;
  const asks = whoAsks(plan.response.mode);
  if (doubted === undefined)
    return ask('approvalMode', isWell(facts) ? `${asks}; ${wellInWords(facts, weighing)}` : asks);
  return {
    verdict: 'proceed',
    code: 'stillLost',
    reason: `the service was seen to answer right before stage ${doubted.stage}, and is not any more: the yes of before stands`,
  };
}

/** An input may ask for more caution than the plan: then it is not the plan that asks. */
const whoAsks = (mode: RecoveryFacts['plan']['response']['mode']): string =>
  mode === 'approval'
    ? 'the plan asks a person before it acts'
    : `whoever started the run wants a person to be asked; the plan itself says ${mode}`;

/** Nobody will be asked, so the facts must speak for themselves. */
function decideAlone(facts: RecoveryFacts, weighing: Weighing): RecoveryDecision {
  const { bad, dissent } = weighing;
  if (isSilenced(facts.signals))
    return ask('silenced', `somebody has silenced its alarms: ${listSilenced(facts.signals)}`);
  if (dissent.length > 0)
    return ask('disputed', `from outside the Region the service is seen to answer: ${listReadings(dissent)}`);
  if (isWell(facts)) return ask('well', wellInWords(facts, weighing));
  if (!isLostByVoices(facts))
    return ask(
      'noQuorum',
      `fewer than ${facts.plan.detection.quorum} voices say that the service is lost, or none of them from outside: ${listReadings(bad)}`,
    );
  return { verdict: 'proceed', code: 'quorum', reason: `automatic, and the service is lost: ${listReadings(bad)}` };
}

/** What is made for another reason than an outage asks while the service is well, if it moves the service. */
function decideOther(facts: RecoveryFacts, weighing: Weighing): RecoveryDecision {
  const { runbookKind, moves } = facts;
  if (moves.length === 0)
    return { verdict: 'proceed', code: 'notAnOutage', reason: `automatic, and a ${runbookKind} needs no outage` };
  return isWell(facts) ? ask('well', wellInWords(facts, weighing)) : decideAlone(facts, weighing);
}
