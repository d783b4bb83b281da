import type { DatabaseFacts } from '../../aws/rds.ts';
import type { Evidence } from '../../contracts/command.ts';
import type { FenceDatabaseSpec } from '../../contracts/specs/fence-database.ts';
import type { Decision } from '../../domain/decision.ts';
import { stoppedWords } from '../../domain/recovery/stopped-words.ts';
import { secondsAfter } from '../../domain/time.ts';
import type { StepRun } from '../../executor/step.ts';
import type { FenceCommand } from './commands.ts';
import { isClosed } from './observe.ts';

/** RDS starts what is stopped by itself after so long: AmazonRDS/latest/UserGuide/USER_StopInstance.html. */
const longestStopSeconds = 7 * 86_400;

/** What RDS still changes of an instance in this status. */
const changeable: Readonly<Record<string, string>> = { 'storage-full': 'its storage alone' };

export const nameOf = ({ instance, region }: FenceDatabaseSpec, run: Pick<StepRun, 'regions'>): string =>
  `${instance} in ${run.regions[region]}`;

/**
 * The security groups that it had before it was closed, for whoever opens it again: by the first call of this step, since later looks see
 * what that has made. One that another run or a person has closed no longer shows them.
 */
export function groupsBefore(spec: FenceDatabaseSpec, instance: DatabaseFacts, { acts }: StepRun): Evidence {
  const first = acts.find(({ command }) => command.operation === 'ModifyDBInstance')?.evidence?.securityGroupsBefore;
  if (first !== undefined) return { securityGroupsBefore: first };
  if (isClosed(spec, instance)) return { securityGroupsBefore: 'not known: it was closed before this step' };
  return { securityGroupsBefore: instance.securityGroups.map(({ id }) => id) };
}

/**
 * It takes no writes while it is stopped, and RDS changes no instance that is ("You can't modify a stopped DB instance"). Closed before, it is
 * fenced for good; else the fence holds until somebody starts it, or RDS does, and is owed from now on.
 */
export function judgeStopped(spec: FenceDatabaseSpec, instance: DatabaseFacts, run: StepRun): Decision<FenceCommand> {
  const { status, restartsAt, resourceId } = instance;
  if (isClosed(spec, instance)) {
    const evidence = { resourceId, status, securityGroup: spec.closedSecurityGroup };
    return { done: { fenced: true, instance: spec.instance, ...evidence, ...groupsBefore(spec, instance, run) } };
  }
  const holdsUntil = restartsAt ?? secondsAfter(run.now, longestStopSeconds);
  const when = restartsAt === undefined ? 'seven days after it was stopped' : `at ${restartsAt}`;
  const because = `${nameOf(spec, run)} ${stoppedWords}: RDS starts it again by itself ${when}, and anybody may before`;
  return owing(spec, instance, { run, because, holdsUntil });
}

type Owing = Readonly<{ run: StepRun; because: string; holdsUntil?: string }>;

const owing = (
  spec: FenceDatabaseSpec,
  instance: DatabaseFacts,
  { run, because, holdsUntil }: Owing,
): Decision<FenceCommand> => ({
  owe: {
    ...{ fenced: false, owed: true, instance: spec.instance, region: run.regions[spec.region] },
    ...{ since: run.owed?.since ?? run.now, because, status: instance.status, splitBrainRisk: true },
    ...(holdsUntil && { holdsUntil }),
    ...groupsBefore(spec, instance, run),
  },
  because,
});

/**
 * In a status that does not pass by itself, and in which RDS takes no change of security groups and no restart: as little can it be fenced as
 * one that does not answer, and the plan says what then.
 */
export function judgeStuck(spec: FenceDatabaseSpec, instance: DatabaseFacts, run: StepRun): Decision<FenceCommand> {
  const { status } = instance;
  const because = `${nameOf(spec, run)} is ${status}, in which RDS changes ${changeable[status] ?? 'nothing'}, so that it cannot be closed`;
  if (spec.ifUnreachable === 'refuse') return { refuse: `${because}, and it may still take writes` };
  return owing(spec, instance, { run, because });
}
