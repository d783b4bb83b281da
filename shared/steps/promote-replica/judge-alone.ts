import type { Evidence } from '../../contracts/command.ts';
import { defined } from '../../contracts/defined.ts';
import type { PromoteReplicaSpec } from '../../contracts/specs/promote-replica.ts';
import { knownOf } from '../../domain/reading.ts';
import { sourcesOf } from '../../domain/recovery/identity.ts';
import {
  type ForkFacts,
  type ForkVerdict,
  forkLoss,
  judgeFork,
  type KnownPromotion,
  promotedBefore,
} from '../../domain/recovery/judge-fork.ts';
import type { StepRun } from '../../executor/step.ts';
import type { PromoteReplicaFacts } from './dependencies.ts';

export type Alone = Readonly<{ kind: 'promotedBefore'; by: KnownPromotion } | { kind: 'fork'; fork: ForkVerdict }>;

/** An instance without a source that this run did not promote: the work of an earlier run of this plan, or a fork. */
export function judgeAlone(
  spec: PromoteReplicaSpec,
  { instance, server, fork }: PromoteReplicaFacts & Readonly<{ fork: ForkFacts }>,
  run: StepRun,
): Alone {
  const known = { ...fork, lastReplayedAt: knownOf(server)?.lastReplayedAt };
  const by = promotedBefore(known, run.now);
  if (by !== undefined) return { kind: 'promotedBefore', by };
  const id = knownOf(instance)?.resourceId ?? '';
  return { kind: 'fork', fork: judgeFork(`${spec.instance} in ${run.regions[spec.region]} (${id})`, known) };
}

/** What is lost by taking it: what its old source wrote until the fence, or until it last was seen to. */
export function aloneEvidence(spec: PromoteReplicaSpec, alone: Alone, run: StepRun): Evidence {
  if (alone.kind === 'promotedBefore')
    return { ...alone.by.evidence, promotedBy: alone.by.runId, promotedAt: alone.by.at };
  const { leftAt, otherUntil } = alone.fork;
  const { until, seconds } = forkLoss(
    { leftAt, otherUntil: fencedAt(spec, run) ?? otherUntil },
    run.lost?.since ?? run.now,
  );
  return {
    dataLossBasis: 'fork',
    ...defined({ recoveryPointAt: leftAt }),
    ...(seconds === undefined ? {} : { dataLossSeconds: seconds, lossCountsUntil: until }),
  };
}

/** Since when its old source is proven to take no writes, where the plan says which one that was. */
function fencedAt(spec: PromoteReplicaSpec, { fence, identity }: StepRun): string | undefined {
  const sources = sourcesOf(identity, spec);
  const isFenced = fence?.databases.some(({ instance, region }) =>
    sources.some((source) => source.instance === instance && source.region === region),
  );
  return isFenced ? fence?.at : undefined;
}
