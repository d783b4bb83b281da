import type { FactOf, LedgerEntry } from '../../contracts/ledger-entry.ts';
import type { DeployedPlan, Runbook } from '../../contracts/plan.ts';
import type { PlanStep } from '../../contracts/step-kind.ts';
import { effectOf, kindOf } from '../../contracts/step-kind.ts';
import { factsOf, lastOf } from '../run-facts.ts';
import { summarise } from './summarise.ts';
import { callsIn } from './takeover.ts';

export type ProofSituation = Readonly<{
  plan: DeployedPlan;
  runbook: Runbook;
  opened: FactOf<'runOpened'>;
  entries: readonly LedgerEntry[];
  /** What is wrong with the chains, in words; undefined when they are whole. */
  chainFault: string | undefined;
}>;

export type Proof = Omit<FactOf<'proven'>, 'type'>;

/** Judges a run by its ledger. What was not proven to be well is never called well. */
export function judgeProof(situation: ProofSituation): Proof {
  const { plan, opened, chainFault } = situation;
  if (chainFault !== undefined) return { verdict: 'unknown', reason: `the ledger is not whole: ${chainFault}` };
  if (plan.hash !== opened.planHash)
    return { verdict: 'unknown', reason: 'another version of the plan has been deployed since the run was opened' };
  if (opened.dryRun) return dryRun(situation);
  const against = unfinished(situation) ?? withoutEvidence(situation) ?? unproven(situation);
  return (
    against ?? {
      verdict: 'succeeded',
      reason: 'every required step was done, and checks begun after the last change passed',
    }
  );
}

function dryRun(situation: ProofSituation): Proof {
  const itself = withoutDryRun(situation.entries);
  const verdict = unfinished(situation);
  if (verdict) return { verdict: 'failed', reason: `Dry run, nothing was changed: ${itself}${verdict.reason}` };
  return {
    verdict: 'succeeded',
    reason: `Dry run, nothing was changed or recovered: ${itself}${['every required step could be carried out', ...wouldBeOwed(situation)].join('; but ')}.`,
  };
}

/** What would become of the run itself, where it would not just go on: said before the steps. */
function withoutDryRun(entries: readonly LedgerEntry[]): string {
  const judged = lastOf(entries, 'decided')?.fact.withoutDryRun;
  if (judged === undefined || judged.verdict === 'proceed') return '';
  return `without it the run would ${judged.verdict} (${judged.code}): ${judged.reason}; `;
}

function unfinished({ runbook, entries }: ProofSituation): Proof | undefined {
  const { stateOf, chainOf } = summarise(entries);
  const required = runbook.stages.flatMap(({ steps }) => steps.filter((step) => step.required));
  const missing = required.filter(({ id }) => stateOf(id) !== 'done');
  if (missing.length === 0) return undefined;
  const reason = `required steps were not done: ${namesOf(missing)}`;
  const inDoubt = missing.filter(({ id }) => isEffectUnknown(chainOf(id)));
  if (inDoubt.length > 0)
    return { verdict: 'unknown', reason: `${reason}; what the last call of ${namesOf(inDoubt)} did is not known` };
  if (actsOf(entries).length > 0)
    return { verdict: 'partiallyDone', reason: `${reason}; other steps have made changes that stay` };
  return { verdict: 'failed', reason: `${reason}; nothing was changed` };
}

const namesOf = (steps: readonly PlanStep[]): string => steps.map(({ id }) => id).join(', ');

/** Not done, and its last call may or may not have had its effect. */
function isEffectUnknown(chain: readonly LedgerEntry[]): boolean {
  const intent = chain.findLastIndex(({ fact }) => fact.type === 'intent');
  if (intent < 0) return false;
  const outcome = factsOf(chain.slice(intent), 'outcome')[0];
  return outcome === undefined || outcome.fact.result === 'unknown';
}

/** What is done to an old primary beside the run says nothing against a check of the new one. */
const actsOf = (entries: readonly LedgerEntry[]): LedgerEntry[] =>
  callsIn(entries).filter(({ stream }) => !stream.startsWith('debt:'));

/** What the run itself would go on without. */
function wouldBeOwed({ runbook, entries }: ProofSituation): string[] {
  const { chainOf } = summarise(entries);
  const steps = runbook.stages.flatMap((stage) => stage.steps);
  return steps.flatMap(({ id }) => {
    const evidence = lastOf(chainOf(id), 'stepDone')?.fact.evidence;
    return evidence?.wouldBeOwed === true ? [`${id} would be left owed: ${evidence.because}`] : [];
  });
}

function withoutEvidence({ runbook, entries }: ProofSituation): Proof | undefined {
  const { stateOf, chainOf } = summarise(entries);
  const bare = runbook.stages
    .flatMap(({ steps }) => steps)
    .filter(({ id, required }) => required && stateOf(id) === 'done')
    .filter(({ id }) => Object.keys(factsOf(chainOf(id), 'stepDone').at(-1)?.fact.evidence ?? {}).length === 0);
  return bare.length === 0 ? undefined : { verdict: 'unknown', reason: `done without evidence: ${namesOf(bare)}` };
}

/** A check counts when it was begun after the last call: an earlier look says nothing about what that call did. */
function unproven({ runbook, entries }: ProofSituation): Proof | undefined {
  const { stateOf, chainOf } = summarise(entries);
  const all = runbook.stages.flatMap(({ steps }) => steps);
  // What keeps the old primary closed says nothing against a check of the new one.
  const closing = new Set<string>(
    all.filter((step) => effectOf(kindOf(step)) === 'closes').map(({ id }) => `step:${id}`),
  );
  const lastAct = actsOf(entries)
    .filter(({ stream }) => !closing.has(stream))
    .reduce((latest, { at }) => (at > latest ? at : latest), '');
  const checks = all.filter((step) => effectOf(kindOf(step)) === 'looks');
  const isProof = ({ id }: PlanStep) =>
    stateOf(id) === 'done' && (factsOf(chainOf(id), 'stepStarted').at(-1)?.at ?? '') >= lastAct;
  if (checks.some(isProof)) return undefined;
  return { verdict: 'unknown', reason: 'no check was begun after the last change, so nothing proves the service' };
}
