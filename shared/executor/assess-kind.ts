import { callErrorOf } from '../aws/call-error-of.ts';
import type { Command } from '../contracts/command.ts';
import type { StepFinding } from '../contracts/finding.ts';
import type { AssessInput, AssessOutput } from '../contracts/recovery/run.ts';
import type { PlanStep } from '../contracts/step-kind.ts';
import { kindOf } from '../contracts/step-kind.ts';
import { gravestFirst } from '../domain/recovery/gravity.ts';
import { secondsBetween } from '../domain/time.ts';
import { isLedgerError } from '../ledger/unavailable.ts';
import { findRun } from '../plans/find-run.ts';
import { withinPatience } from '../signals/within-patience.ts';
import type { Kind, Surroundings } from './advance.ts';
import { doubt, warning } from './findings.ts';
import { stepRunOf } from './step-run.ts';

/** The SDK has fifty connections a client: more at once would only wait for one another, in the time of their own patience. */
const sideBySide = 40;

/** What a look may take, and until when a new one is begun: nobody waits longer than both together. */
const lookSeconds = 6;
const beginSeconds = 8;

/** A look that took longer has met silence, which a second one would only meet again. */
const quickSeconds = 3;

/** An entry of the ledger holds 400 KB; a kind may have a thousand steps. */
const findingsKept = 200;

/**
 * What all steps of one kind in the runbook say before anything has been done: whether they would get through, and at what
 * price. It changes nothing and may be made again; the last word counts. Throws LedgerUnavailable.
 */
export async function assessKind<Spec, Facts, C extends Command, Dependencies>(
  kind: Kind<Spec, Facts, C, Dependencies>,
  input: AssessInput,
  surroundings: Surroundings<Dependencies>,
): Promise<AssessOutput> {
  const ledger = surroundings.ledgerOf(input.runId);
  const found = findRun(surroundings.plans, await ledger.read('run'));
  const look = { input, found: { ...found, lost: undefined }, since: surroundings.now(), surroundings };
  const steps = found.runbook.stages
    .flatMap((stage) => stage.steps)
    .filter((planStep) => kindOf(planStep) === input.assessKind);
  const findings = (await inTurn(steps, (planStep) => assessStep(kind, planStep, look))).flat();
  await ledger.append(`assess:${input.assessKind}`, {
    type: 'assessed',
    kind: input.assessKind,
    steps: steps.length,
    findings: gravestFirst(findings).slice(0, findingsKept),
  });
  return { assessed: steps.length };
}

/** One after the other, so many side by side. */
async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(sideBySide, items.length) }, worker));
  return results;
}

type Look<Dependencies> = Readonly<{
  input: AssessInput;
  found: ReturnType<typeof findRun>;
  since: string;
  surroundings: Surroundings<Dependencies>;
}>;

/** One lost connection must not refuse a run: what stands in the way at the first look, and was not silence, is looked at again. */
async function assessStep<Spec, Facts, C extends Command, Dependencies>(
  kind: Kind<Spec, Facts, C, Dependencies>,
  planStep: PlanStep,
  look: Look<Dependencies>,
): Promise<StepFinding[]> {
  const { since, surroundings } = look;
  const spec = kind.specOf(planStep);
  const startedAt = surroundings.now();
  if (spec === undefined) return [];
  if (secondsBetween(since, startedAt) > beginSeconds) {
    const late = doubt(`it could not be assessed: the steps before it took ${beginSeconds} s`);
    return [asNeeded(planStep, { stepId: planStep.id, ...late })];
  }
  const first = await lookOnce(kind, { planStep, spec }, look);
  const isSilence = secondsBetween(startedAt, surroundings.now()) > quickSeconds;
  return isClear(first) || isSilence ? first : await lookOnce(kind, { planStep, spec }, look);
}

/** A step that is not needed stops nothing: what stands in its way is said. */
const asNeeded = ({ required }: PlanStep, finding: StepFinding): StepFinding =>
  !required && (finding.level === 'blocker' || finding.level === 'doubt')
    ? { ...warning(`it is not required, and it would not get through: ${finding.text}`), stepId: finding.stepId }
    : finding;

async function lookOnce<Spec, Facts, C extends Command, Dependencies>(
  { step }: Kind<Spec, Facts, C, Dependencies>,
  { planStep, spec }: Readonly<{ planStep: PlanStep; spec: Spec }>,
  { input, found, surroundings }: Look<Dependencies>,
): Promise<StepFinding[]> {
  const place = (findings: ReturnType<typeof step.assess>) =>
    findings.map((finding) => asNeeded(planStep, { stepId: planStep.id, ...finding }));
  const run = stepRunOf(found, planStep, { runId: input.runId, now: surroundings.now() });
  const { survey = step.observe } = step;
  try {
    const facts = await withinPatience(survey(spec, run, surroundings.aws), lookSeconds);
    return place(step.assess(spec, facts, run));
  } catch (error) {
    return place(failedLook(error));
  }
}

function failedLook(error: unknown) {
  if (isLedgerError(error)) throw error;
  const { error: name, message } = callErrorOf(error);
  return [doubt(`it could not be assessed: ${name}: ${message}`)];
}

const isClear = (findings: readonly StepFinding[]): boolean =>
  findings.every(({ level }) => level !== 'blocker' && level !== 'doubt');
