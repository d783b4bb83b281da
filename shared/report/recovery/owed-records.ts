import type { LedgerEntry } from '../../contracts/ledger-entry.ts';
import type { DeployedPlan, Runbook } from '../../contracts/plan.ts';
import type { OwedRecord, StepRecord } from '../../contracts/recovery/recovery-record.ts';
import type { PlanStep } from '../../contracts/step-kind.ts';
import { type Owed, owedIn, settledIn } from '../../domain/recovery/owed.ts';
import { hasTakenOver } from '../../domain/recovery/takeover.ts';
import { inStream } from '../../domain/run-facts.ts';

type Sources = Readonly<{
  plan: DeployedPlan;
  runbook: Runbook;
  entries: readonly LedgerEntry[];
  steps: readonly StepRecord[];
}>;

/** Old primaries that may take writes beside the new one. While nothing was taken over each is the one that shall take them. */
export function owedRecords(sources: Sources): OwedRecord[] {
  const { runbook, entries, steps } = sources;
  if (!hasTakenOver(runbook, (stepId) => inStream(entries, `step:${stepId}`))) return [];
  const fences = runbook.stages.flatMap(({ steps: all }) => all.filter((step) => 'fenceDatabase' in step));
  return fences.flatMap((fence) => {
    const owed = owedIn(inStream(entries, `step:${fence.id}`));
    if (owed !== undefined) return [owedRecord(fence, owed, sources)].filter((one) => !isMade(one));
    const isDone = steps.some(({ stepId, status }) => stepId === fence.id && status === 'done');
    return isDone ? [] : [notMade(fence, sources)];
  });
}

type Fence = Extract<PlanStep, { fenceDatabase: unknown }>;

function owedRecord({ id }: Fence, owed: Owed, { entries }: Sources): OwedRecord {
  const settled = settledIn(owed, inStream(entries, `debt:${id}`))?.fact;
  const { instance, region, since, because, holdsUntil } = owed;
  const ended = settled && { verdict: settled.verdict, because: settled.because };
  return { stepId: id, instance, region, since, because, ...(holdsUntil && { holdsUntil }), ...(ended && { ended }) };
}

const isMade = (owed: OwedRecord): boolean => owed.ended?.verdict === 'paid' || owed.ended?.verdict === 'moot';

/** Skipped by a person, failed, or never begun: nobody tries it, either. */
function notMade({ id, fenceDatabase }: Fence, { plan, steps, entries }: Sources): OwedRecord {
  const step = steps.find(({ stepId }) => stepId === id);
  const because = step === undefined || step.because === '' ? 'no entry ends it' : step.because;
  return {
    stepId: id,
    instance: fenceDatabase.instance,
    region: plan.regions[fenceDatabase.region],
    since: step?.endedAt ?? entries[0]?.at ?? '',
    because,
    ended: { verdict: 'notMade', because },
  };
}
