import type { LedgerEntry } from '../../contracts/ledger-entry.ts';
import type { DeployedPlan, Runbook } from '../../contracts/plan.ts';
import type { ClosedRecord } from '../../contracts/recovery/recovery-record.ts';
import { callsIn, hasTakenOver } from '../../domain/recovery/takeover.ts';
import { inStream } from '../../domain/run-facts.ts';

type Sources = Readonly<{
  plan: Pick<DeployedPlan, 'regions'>;
  runbook: Runbook;
  entries: readonly LedgerEntry[];
}>;

/** Old primaries that this run has closed, or may have, where it took nothing over: the service is away by the run's own doing. */
export function closedRecords({ plan, runbook, entries }: Sources): ClosedRecord[] {
  if (hasTakenOver(runbook, (stepId) => inStream(entries, `step:${stepId}`))) return [];
  const fences = runbook.stages.flatMap(({ steps }) => steps.filter((step) => 'fenceDatabase' in step));
  return fences.flatMap(({ id, fenceDatabase: { instance, region } }) => {
    const calls = callsIn(inStream(entries, `step:${id}`));
    const first = calls[0];
    if (first === undefined) return [];
    const groupsBefore = calls.map(groupsIn).find((groups) => groups.length > 0) ?? [];
    return [{ stepId: id, instance, region: plan.regions[region], since: first.at, groupsBefore }];
  });
}

function groupsIn({ fact }: LedgerEntry): string[] {
  const groups = fact.type === 'intent' ? fact.evidence?.securityGroupsBefore : undefined;
  return Array.isArray(groups) ? groups.filter((id) => typeof id === 'string') : [];
}
