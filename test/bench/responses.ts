import type { WorldEvent } from 'simulated-aws/world.ts';
import type { RecoveryRecord } from '../../shared/contracts/recovery/recovery-record.ts';
import type { StepKind } from '../../shared/contracts/step-kind.ts';

/** How long AWS had been ready when our function first looked, and when the run could go on. */
export type Response = Readonly<{ operation: string; lookedAfterSeconds: number; doneAfterSeconds: number }>;

type Resource = Extract<WorldEvent, { kind: 'resource' }>;

/** One thing that AWS takes its time for: what begins it, what shows its end, and which call of ours can see that. */
type Watch = Readonly<{
  kind: StepKind;
  until: string;
  begins: string;
  isReady: (resource: Resource) => boolean;
  looks: string;
  /** The call with which we go on, where the step is not done yet. */
  next?: string;
}>;

const isAvailable = ({ service, status }: Resource) => service === 'rds' && status === 'available';

const watches: readonly Watch[] = [
  {
    kind: 'fenceDatabase',
    until: 'groups active',
    begins: 'ModifyDBInstance',
    isReady: isAvailable,
    looks: 'DescribeDBInstances',
    next: 'RebootDBInstance',
  },
  {
    kind: 'fenceDatabase',
    until: 'reboot over',
    begins: 'RebootDBInstance',
    isReady: isAvailable,
    looks: 'DescribeDBInstances',
  },
  {
    kind: 'promoteReplica',
    until: 'available, no source',
    begins: 'PromoteReadReplica',
    isReady: isAvailable,
    looks: 'DescribeDBInstances',
  },
  {
    kind: 'scaleService',
    until: 'tasks running',
    begins: 'UpdateService',
    isReady: ({ service, status }) => service === 'ecs' && /^(\d+) of \1 running$/.test(status),
    looks: 'DescribeServices',
  },
  {
    kind: 'switchDns',
    until: 'by health: name answers',
    begins: 'PutObject',
    isReady: ({ service, status }) => service === 'route53' && status === 'unhealthy',
    looks: 'HeadObject',
  },
  {
    kind: 'switchDns',
    until: 'by record: INSYNC',
    begins: 'ChangeResourceRecordSets',
    isReady: ({ service, status }) => service === 'route53' && status === 'INSYNC',
    looks: 'GetChange',
  },
];

/** The first call of this name that a function made from there on. */
const callAfter = (events: readonly WorldEvent[], from: number, { by, name }: { by: StepKind; name: string }): number =>
  events.findIndex(
    (one, at) => at > from && one.kind === 'call' && one.operation === name && one.principal.endsWith(`-${by}`),
  );

const timeOf = (events: readonly WorldEvent[], index: number): number => events[index]?.at ?? Number.NaN;

const doneAt = ({ steps }: RecoveryRecord, kind: StepKind): number =>
  Date.parse(steps.find((step) => step.kind === kind && step.status === 'done')?.endedAt ?? '');

const responseTo = (watch: Watch, events: readonly WorldEvent[], record: RecoveryRecord): Response[] => {
  const { kind, until, begins, isReady, looks, next } = watch;
  const operation = `${kind}: ${until}`;
  const timeAfter = (from: number, name: string) => timeOf(events, callAfter(events, from, { by: kind, name }));
  const begun = callAfter(events, -1, { by: kind, name: begins });
  if (begun === -1) return [];
  const ready = events.findIndex((one, at) => at > begun && one.kind === 'resource' && isReady(one));
  if (ready === -1) throw new Error(`AWS never came to an end: ${operation}`);
  const looked = timeAfter(ready, looks);
  const done = next === undefined ? doneAt(record, kind) : timeAfter(ready, next);
  if (Number.isNaN(looked) || Number.isNaN(done)) throw new Error(`we never saw the end: ${operation}`);
  const secondsUntil = (then: number) => (then - timeOf(events, ready)) / 1000;
  return [{ operation, lookedAfterSeconds: secondsUntil(looked), doneAfterSeconds: secondsUntil(done) }];
};

/** What each long operation of a run waited for us, from the simulation's own account of it. */
export const responsesIn = (events: readonly WorldEvent[], record: RecoveryRecord): Response[] =>
  watches.flatMap((watch) => responseTo(watch, events, record));
