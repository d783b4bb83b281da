import type {
  DescribeMapRunInput,
  DescribeMapRunOutput,
  ListMapRunsInput,
  MapRunListItem,
  UpdateMapRunInput,
} from '@aws-sdk/client-sfn';
import { AwsFault, type Call } from '../call.ts';
import type { Clock } from '../clock/clock.ts';
import { paged } from './paging.ts';
import type { Execution, MapRun } from './run/execution.ts';
import { countsOf } from './run/map-run.ts';

const wholePercent = 100;

type Dependencies = Readonly<{
  clock: Clock;
  mapRuns: () => readonly MapRun[];
  findExecution: (arn: string | undefined, call: Call) => Execution;
}>;

export function createMapRunRequests({ clock, mapRuns, findExecution }: Dependencies) {
  const find = (arn: string | undefined, { region }: Call): MapRun => {
    const run = mapRuns().find((one) => one.arn === arn && one.parent.machine.region === region);
    if (run === undefined) throw new AwsFault('ResourceNotFound', `Resource not found: '${arn}'`);
    return run;
  };

  const updateMapRun = (input: UpdateMapRunInput, call: Call) => {
    const { mapRunArn, ...limits } = input;
    const run = find(mapRunArn, call);
    checkUpdate(run, input);
    const changed = Object.entries(limits).filter(([, value]) => value !== undefined);
    run.limits = { ...run.limits, ...Object.fromEntries(changed) };
    run.onLimitsChanged?.();
    return {};
  };

  return {
    DescribeMapRun: ({ mapRunArn }: DescribeMapRunInput, call: Call) => described(find(mapRunArn, call), clock.now()),
    ListMapRuns: (input: ListMapRunsInput, call: Call) => {
      const parent = findExecution(input.executionArn, call);
      const { items, next } = paged(
        mapRuns()
          .filter((run) => run.parent === parent)
          .map(listed),
        input,
      );
      return { mapRuns: items, nextToken: next };
    },
    UpdateMapRun: updateMapRun,
  };
}

/** docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateMapRun.html */
function checkUpdate(run: MapRun, { toleratedFailurePercentage = 0, ...rest }: UpdateMapRunInput): void {
  const invalid = (message: string) => new AwsFault('ValidationException', message);
  const isPercentage = toleratedFailurePercentage >= 0 && toleratedFailurePercentage <= wholePercent;
  if (!isPercentage || (rest.maxConcurrency ?? 0) < 0 || (rest.toleratedFailureCount ?? 0) < 0)
    throw invalid('The limits of a Map Run must not be negative, and its percentage not above 100.');
  if (run.status !== 'RUNNING') throw invalid(`Map Run is ${run.status} and cannot be updated: '${run.arn}'`);
}

const described = (run: MapRun, now: number): DescribeMapRunOutput => ({
  mapRunArn: run.arn,
  executionArn: run.parent.arn,
  status: run.status,
  startDate: new Date(run.startedAt),
  stopDate: dateOf(run.stoppedAt),
  maxConcurrency: run.limits.maxConcurrency,
  toleratedFailurePercentage: run.limits.toleratedFailurePercentage ?? 0,
  toleratedFailureCount: run.limits.toleratedFailureCount ?? 0,
  itemCounts: countsOf(run, now, ({ itemCount }) => itemCount),
  executionCounts: countsOf(run, now, () => 1),
  redriveCount: run.redriveCount,
  redriveDate: dateOf(run.redrivenAt),
});

const dateOf = (at: number | undefined) => (at === undefined ? undefined : new Date(at));

const listed = (run: MapRun): MapRunListItem => ({
  executionArn: run.parent.arn,
  mapRunArn: run.arn,
  stateMachineArn: `${run.parent.machine.arn}/${run.label}`,
  startDate: new Date(run.startedAt),
  stopDate: dateOf(run.stoppedAt),
});
