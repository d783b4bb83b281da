import type { Finding } from '../../contracts/finding.ts';
import { secondsBetween } from '../../domain/time.ts';
import type { StepRun } from '../../executor/step.ts';
import type { PromoteReplicaFacts } from './dependencies.ts';

/** What the verdict on the lag rests on, from each place with its age, so that a person can see them agree or not. */
export const assessSources = (facts: PromoteReplicaFacts, run: StepRun): Finding[] => [
  { level: 'info', text: `lag by the replica itself: ${replicaSays(facts, run)}` },
  { level: 'info', text: `lag by CloudWatch (ReplicaLag): ${metricSays(facts, run)}` },
];

function replicaSays({ server }: PromoteReplicaFacts, run: StepRun): string {
  if (server.kind === 'unreadable') return `nothing, it cannot be asked: ${server.failure.error}`;
  const { lastReplayedAt } = server.value;
  if (lastReplayedAt === undefined) return 'it has replayed nothing since it started';
  return `its last replayed commit is of ${lastReplayedAt}, ${ago(lastReplayedAt, run)}`;
}

const ago = (at: string, { now }: StepRun): string => `${Math.round(secondsBetween(at, now))} s ago`;

function metricSays({ lag }: PromoteReplicaFacts, run: StepRun): string {
  if (lag.kind === 'unreadable') return `nothing, it cannot be asked: ${lag.failure.error}`;
  const until = run.lost?.since ?? run.now;
  const last = lag.value.toSorted((a, b) => a.at.localeCompare(b.at)).findLast(({ at }) => at <= until);
  if (last === undefined) return 'it has no value from before the outage';
  const value = last.least < 0 || last.most < 0 ? '-1, so nothing was replicated' : `${last.most} s`;
  return `${value}, in the minute from ${last.at}, ${ago(last.at, run)}`;
}
