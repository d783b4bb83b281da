import type { Finding } from '../../contracts/finding.ts';
import type { FenceDatabaseSpec } from '../../contracts/specs/fence-database.ts';
import { type CallError, isSilence, judgeCallError } from '../../domain/judge-call-error.ts';
import { blocker, doubt, findingsOf, unreadable, warning } from '../../executor/findings.ts';
import type { StepRun } from '../../executor/step.ts';
import { decide } from './decide.ts';
import { assessGroup } from './judge-group.ts';
import { nameOf } from './judge-stuck.ts';
import type { FenceDatabaseFacts } from './observe.ts';

const splitBrain = 'when it comes back it may take writes beside the new primary (split brain)';

/** What stands in the way of the fence before the first act of a run: what RDS would refuse is said before the yes. */
export function assess(spec: FenceDatabaseSpec, facts: FenceDatabaseFacts, run: StepRun): Finding[] {
  const { instance } = facts;
  if (instance.kind === 'unreadable') return [assessUnreadable(spec, instance.failure, run)];
  const decision = decide(spec, facts, run);
  const found = 'owe' in decision ? [warning(`${decision.because}: ${splitBrain}`)] : findingsOf(decision);
  return [...found, ...assessGroup(spec, facts)];
}

/**
 * An old primary that is gone or broken is what a failover is for, so that whether to go on without a fence is a person's to
 * say; another database in its place is not.
 */
function assessUnreadable(spec: FenceDatabaseSpec, failure: CallError, run: StepRun): Finding {
  const name = nameOf(spec, run);
  const kind = judgeCallError(failure);
  if (kind === 'missing') return doubt(`there is no instance ${name}: the fence would stop there and ask`);
  if (kind === 'denied' || kind === 'invalid') return unreadable(`instance ${name}`, failure);
  const text = `${name} cannot be reached (${failure.error}): ${splitBrain}`;
  if (spec.ifUnreachable === 'refuse') return blocker(text);
  return isSilence(failure) ? { ...warning(text), silentSince: run.now } : warning(text);
}
