import type { Evidence } from '../../contracts/command.ts';
import type { FenceDatabaseSpec } from '../../contracts/specs/fence-database.ts';
import type { Decision } from '../../domain/decision.ts';
import type { StepRun } from '../../executor/step.ts';
import type { FenceCommand } from './commands.ts';
import { nameOf } from './judge-stuck.ts';
import { type FenceDatabaseFacts, isClosed } from './observe.ts';

/**
 * What this step has fenced before and looks at once more. Still closed, or nobody can look: then it stands as it was proven, and the end says
 * which. Undefined: it was not, or somebody has opened it since, so that it is fenced anew.
 */
export function judgeProven(
  spec: FenceDatabaseSpec,
  { instance, door }: FenceDatabaseFacts,
  run: StepRun,
): Decision<FenceCommand> | undefined {
  const done = provenBy(run);
  if (done === undefined) return undefined;
  if (instance.kind === 'unreadable')
    return {
      done: { ...done, notSeenAgain: `nobody could look at ${nameOf(spec, run)} once more: ${instance.failure.error}` },
    };
  const { resourceId } = instance.value;
  if (typeof done.resourceId === 'string' && done.resourceId !== resourceId)
    return {
      refuse: `${nameOf(spec, run)} is ${resourceId} now, and ${done.resourceId} was fenced: another database has taken its name`,
    };
  return isClosed(spec, instance.value) && door !== 'open' ? { done } : undefined;
}

/** What has been done to it since is proven by another end. */
function provenBy({ done, acts }: StepRun): Evidence | undefined {
  if (done?.evidence.fenced !== true) return undefined;
  return acts.some(({ at, result }) => at > done.at && result !== 'rejected') ? undefined : done.evidence;
}
