import type { RunbookName } from '../../contracts/fields.ts';
import type { FactOf, LedgerEntry } from '../../contracts/ledger-entry.ts';
import type { Plan } from '../../contracts/plan.ts';
import { DecisionEvidence } from '../../contracts/recovery/decision-evidence.ts';
import { personOf } from '../person.ts';
import { factsOf, inStream } from '../run-facts.ts';

type Said = FactOf<'answered'>;

const yes: readonly Said['answer'][] = ['approve', 'acceptLoss', 'restore'];
const plainAnswers: readonly Said['answer'][] = ['approve', 'refuse'];

/** What may be answered to this decision; one that was written before answers were kept asked for yes or no. */
export const answersTo = (decided: FactOf<'decided'> | undefined): readonly Said['answer'][] =>
  decided?.answers ?? plainAnswers;

/** Of several to one decision the first stands, unless another one says no: what is in doubt is no yes. */
export const standingAnswer = (said: readonly Said[]): Said | undefined =>
  said.find(({ answer }) => answer === 'refuse') ?? said[0];

/** The stage that was to begin when the signals had turned; undefined once the run has been decided on anew. */
export function doubtIn(entries: readonly LedgerEntry[]): FactOf<'stageConfirmed'> | undefined {
  const last = entries.findLast(({ fact }) => fact.type === 'decided' || fact.type === 'stageConfirmed')?.fact;
  return last?.type === 'stageConfirmed' && last.verdict === 'doubt' ? last : undefined;
}

/** Somebody or the plan's mode said yes to the last decision, and nothing has made it doubtful since: only then may a stage begin. */
export function isCleared(entries: readonly LedgerEntry[]): boolean {
  const last = decisionsIn(entries).at(-1);
  if (doubtIn(entries) !== undefined) return false;
  return last !== undefined && (last.decided.verdict === 'proceed' || isYes(last));
}

/** A decision, and the answer to it that it allows. */
type Decided = Readonly<{ decided: FactOf<'decided'>; answered: Said | undefined }>;

/** All of the run, oldest first. An answer belongs to the decision before it, whatever is decided later. */
function decisionsIn(entries: readonly LedgerEntry[]): Decided[] {
  const ofRun = inStream(entries, 'run');
  const places = ofRun.flatMap(({ fact }, index) => (fact.type === 'decided' ? [index] : []));
  return places.flatMap((place, nth) => {
    const decided = ofRun[place]?.fact;
    if (decided?.type !== 'decided') return [];
    const said = decided.verdict === 'ask' ? factsOf(ofRun.slice(place, places[nth + 1]), 'answered') : [];
    const allowed = said.map(({ fact }) => fact).filter(({ answer }) => answersTo(decided).includes(answer));
    return [{ decided, answered: standingAnswer(allowed) }];
  });
}

const isYes = ({ answered }: Decided): boolean => answered !== undefined && yes.includes(answered.answer);

/** How much of the data somebody has given up by name. */
export type AcceptedLoss = Readonly<{ kind: 'none' } | { kind: 'any' } | { kind: 'upTo'; seconds: number }>;

/** What the question said would be lost: the worst of all promotions; unknown when one of them could not tell. */
export function statedLoss(evidence: Pick<DecisionEvidence, 'findings'>): AcceptedLoss {
  const losses = evidence.findings.flatMap((finding) => (finding.level === 'excessLoss' ? [finding.lossSeconds] : []));
  const seconds = losses.filter((loss) => loss !== undefined);
  if (losses.length === 0) return { kind: 'none' };
  return seconds.length < losses.length ? { kind: 'any' } : { kind: 'upTo', seconds: Math.max(...seconds) };
}

/**
 * Accepted at the start: whatever it is. Accepted as an answer: what stood in the question, for the rest of the run, whatever
 * is asked later.
 */
export function acceptedLoss(entries: readonly LedgerEntry[]): AcceptedLoss {
  if (factsOf(entries, 'runOpened')[0]?.fact.acceptDataLoss) return { kind: 'any' };
  return lossesAccepted(entries)
    .map((one) => statedLoss({ findings: findingsOf(one) }))
    .reduce<AcceptedLoss>(greater, { kind: 'none' });
}

const lossesAccepted = (entries: readonly LedgerEntry[]): Decided[] =>
  decisionsIn(entries).filter(({ answered }) => answered?.answer === 'acceptLoss');

const findingsOf = ({ decided }: Decided): DecisionEvidence['findings'] =>
  DecisionEvidence.safeParse(decided.evidence).data?.findings ?? [];

function greater(one: AcceptedLoss, other: AcceptedLoss): AcceptedLoss {
  if (one.kind === 'any' || other.kind === 'none') return one;
  if (other.kind === 'any' || one.kind === 'none') return other;
  return { kind: 'upTo', seconds: Math.max(one.seconds, other.seconds) };
}

/** The forked standbys, by their resource ids, that a person took as the new primary when asked about just them. */
export const acceptedForks = (entries: readonly LedgerEntry[]): readonly string[] =>
  lossesAccepted(entries)
    .flatMap(findingsOf)
    .flatMap((finding) => (finding.level === 'fork' ? [finding.fork.resourceId] : []));

/** A restore was chosen, or the signals have turned before a stage, and nobody has decided on that yet. */
export const isAwaitingDecision = (entries: readonly LedgerEntry[]): boolean =>
  doubtIn(entries) !== undefined || decisionsIn(entries).at(-1)?.answered?.answer === 'restore';

/** The other runbook that a person chose in place of the one asked for, and who and why. */
export type Restore = Readonly<{ runbook: RunbookName; because: string }>;

/** The choice holds for the rest of the run: a later question is about the runbook that was chosen. */
export function chosenRestore(entries: readonly LedgerEntry[], plan: Pick<Plan, 'response'>): Restore | undefined {
  const said = decisionsIn(entries).findLast(({ answered }) => answered?.answer === 'restore')?.answered;
  const runbook = plan.response.restoreRunbook;
  if (said === undefined || runbook === undefined) return undefined;
  return { runbook, because: `${personOf(said)} chose to restore: ${said.reason}` };
}
