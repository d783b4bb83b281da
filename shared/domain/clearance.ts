import { DecisionEvidence } from '../contracts/decision-evidence.ts';
import type { RunbookName } from '../contracts/fields.ts';
import type { FactOf, LedgerEntry } from '../contracts/ledger-entry.ts';
import type { Plan } from '../contracts/plan.ts';
import { factsOf, firstOf } from '../report/run-facts.ts';

/** How much of the data somebody has given up by name. */
export type AcceptedLoss = Readonly<{ kind: 'none' } | { kind: 'any' } | { kind: 'upTo'; seconds: number }>;

const yes: readonly FactOf<'answered'>['answer'][] = ['approve', 'acceptLoss', 'restore'];
const plainAnswers: readonly FactOf<'answered'>['answer'][] = ['approve', 'refuse'];

const ofRun = (entries: readonly LedgerEntry[]): LedgerEntry[] => entries.filter(({ stream }) => stream === 'run');

/** What may be answered to this decision; one that was written before answers were kept asked for yes or no. */
export const answersTo = (decided: FactOf<'decided'> | undefined): readonly FactOf<'answered'>['answer'][] =>
  decided?.answers ?? plainAnswers;

/** The yes that a person gave to this run, to a question that allowed it. What was said later, of a failure, is no word on that. */
const clearedBy = (entries: readonly LedgerEntry[]): FactOf<'answered'> | undefined => {
  const decided = firstOf(ofRun(entries), 'decided')?.fact;
  const allowed = answersTo(decided);
  const answered = factsOf(ofRun(entries), 'answered').findLast(({ fact }) => allowed.includes(fact.answer))?.fact;
  if (decided?.verdict !== 'ask' || answered === undefined || !yes.includes(answered.answer)) return undefined;
  return answered;
};

/** Somebody or the plan's mode said yes: only then may a stage begin. */
export const isCleared = (entries: readonly LedgerEntry[]): boolean =>
  firstOf(ofRun(entries), 'decided')?.fact.verdict === 'proceed' || clearedBy(entries) !== undefined;

/** What the question said would be lost: the worst of all promotions; unknown when one of them could not tell. */
export const statedLoss = (evidence: Pick<DecisionEvidence, 'findings'>): AcceptedLoss => {
  const losses = evidence.findings.flatMap((finding) => (finding.level === 'excessLoss' ? [finding.lossSeconds] : []));
  const seconds = losses.filter((loss) => loss !== undefined);
  if (losses.length === 0) return { kind: 'none' };
  return seconds.length < losses.length ? { kind: 'any' } : { kind: 'upTo', seconds: Math.max(...seconds) };
};

/** Accepted at the start: whatever it is. Accepted as an answer: what stood in the question. */
export const acceptedLoss = (entries: readonly LedgerEntry[]): AcceptedLoss => {
  if (firstOf(entries, 'runOpened')?.fact.acceptDataLoss) return { kind: 'any' };
  if (clearedBy(entries)?.answer !== 'acceptLoss') return { kind: 'none' };
  const evidence = DecisionEvidence.safeParse(firstOf(ofRun(entries), 'decided')?.fact.evidence);
  return evidence.success ? statedLoss(evidence.data) : { kind: 'none' };
};

/** The other runbook that a person chose in place of the one asked for, and who and why. */
export type Restore = Readonly<{ runbook: RunbookName; because: string }>;

export const chosenRestore = (entries: readonly LedgerEntry[], plan: Pick<Plan, 'response'>): Restore | undefined => {
  const answered = clearedBy(entries);
  const runbook = plan.response.restoreRunbook;
  if (answered?.answer !== 'restore' || runbook === undefined) return undefined;
  return { runbook, because: `${answered.operator} chose to restore: ${answered.reason}` };
};
