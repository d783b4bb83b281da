import type { FenceDatabaseSpec } from '../../contracts/specs/fence-database.ts';
import type { Decision } from '../../domain/decision.ts';
import type { CallError } from '../../domain/judge-call-error.ts';
import { secondsBetween } from '../../domain/time.ts';
import type { StepRun } from '../../executor/step.ts';
import type { FenceCommand } from './commands.ts';
import type { FenceDatabaseFacts } from './observe.ts';

/**
 * A Region does not answer when it has not for a while: one silent look is a blip. What was owed before has waited for that already. A lost
 * Region cannot be fenced; that its database may still take writes is owed, not hidden. A dry run waits for nothing.
 */
export function judgeSilence(
  spec: FenceDatabaseSpec,
  { facts, failure }: Readonly<{ facts: FenceDatabaseFacts; failure: CallError }>,
  run: StepRun,
): Decision<FenceCommand> {
  const since = run.owed?.since ?? silentSince(facts, run);
  const region = run.regions[spec.region];
  const because = `RDS in ${region} has not answered since ${since}`;
  const isLongEnough =
    run.dryRun || run.owed !== undefined || secondsBetween(since, facts.seenAt ?? run.now) >= spec.unreachableFor;
  if (!isLongEnough) return { wait: 1, because, since };
  const why = `${because} (${failure.error})`;
  if (spec.ifUnreachable === 'refuse') return { refuse: `${why}, so ${spec.instance} may still take writes` };
  const { instance } = spec;
  return {
    owe: { fenced: false, owed: true, instance, region, since, because: why, splitBrainRisk: true },
    because: why,
  };
}

/** Of the looks that follow one another without an answer, when the first began; the assessment's counts when it was right before them. */
function silentSince(facts: FenceDatabaseFacts, run: StepRun): string {
  const before = isFirstLook(run) ? facts.assessedSilentSince : undefined;
  return run.silentSince ?? before ?? run.now;
}

const isFirstLook = ({ waits = [], acts, startedAt }: StepRun): boolean =>
  waits.length === 0 && !acts.some(({ at }) => at >= startedAt);
