import type {
  GetMetricDataCommandInput,
  GetMetricDataCommandOutput,
  MetricDataQuery,
  MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import { AwsFault, type Call, notSimulated } from '../../call.ts';
import type { World } from '../../world.ts';
import { pageOf } from '../page.ts';
import { isStatistic, statistics } from './datapoints.ts';
import { checkPeriod, dimensionsOf, invalidToken, missing } from './input-faults.ts';
import type { Metrics } from './metrics.ts';
import { query } from './query.ts';

const mostDatapoints = 100_800;

type Series = Readonly<{ id: string; label: string; points: readonly { at: number; value: number }[] }>;

/** Pages run through all series one after the other; a series that goes on says PartialData. */
export const getMetricData =
  (world: World, metrics: Metrics) =>
  (input: GetMetricDataCommandInput, call: Call): Omit<GetMetricDataCommandOutput, '$metadata'> => {
    const asked = checkRequest(input).filter(({ ReturnData }) => ReturnData !== false);
    const series = asked.map(seriesOf(query(world, metrics, call.region), input));
    const all = series.flatMap(({ id, points }) => points.map((point) => ({ id, ...point })));
    const page = pageOf(all, Math.min(input.MaxDatapoints ?? mostDatapoints, mostDatapoints), input.NextToken);
    if (page === undefined) throw invalidToken();
    const lastHere = page.items.at(-1);
    const toCome = new Set(page.next === undefined || lastHere === undefined ? [] : idsAfter(all, lastHere));
    const resultOf = ({ id, label }: Series): MetricDataResult => {
      const here = page.items.filter((point) => point.id === id);
      return {
        Id: id,
        Label: label,
        Timestamps: here.map(({ at }) => new Date(at)),
        Values: here.map(({ value }) => value),
        StatusCode: toCome.has(id) ? 'PartialData' : 'Complete',
      };
    };
    return { MetricDataResults: series.map(resultOf), NextToken: page.next, Messages: [] };
  };

function checkRequest(input: GetMetricDataCommandInput): readonly MetricDataQuery[] {
  const queries = input.MetricDataQueries ?? [];
  if (queries.length === 0 || queries.length > 500) throw invalid('Between 1 and 500 MetricDataQueries must be given.');
  if (input.StartTime === undefined || input.EndTime === undefined) throw missing('StartTime and EndTime');
  if (input.StartTime >= input.EndTime)
    throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  const ids = queries.map(({ Id }) => Id ?? '');
  if (!ids.every((id) => /^[a-z]\w*$/.test(id))) throw invalid('Each Id must start with a lower-case letter.');
  if (new Set(ids).size < ids.length) throw invalid('Each Id must be unique within the request.');
  return queries;
}

const invalid = (message: string): AwsFault => new AwsFault('ValidationError', message);

const seriesOf =
  (run: ReturnType<typeof query>, input: GetMetricDataCommandInput) =>
  (asked: MetricDataQuery): Series => {
    if (asked.Expression !== undefined) throw notSimulated('cloudwatch:GetMetricData with Expression');
    const { Metric: metric, Stat: stat = '', Period, Unit: unit } = asked.MetricStat ?? {};
    if (!metric?.Namespace || !metric.MetricName) throw missing('MetricDataQueries.member.MetricStat.Metric');
    if (!isStatistic(stat)) throw notSimulated(`cloudwatch:GetMetricData with the statistic ${stat}`);
    const periodSeconds = checkPeriod(Period);
    const start = input.StartTime?.getTime() ?? 0;
    const end = input.EndTime?.getTime() ?? 0;
    const key = {
      namespace: metric.Namespace,
      name: metric.MetricName,
      dimensions: dimensionsOf(metric.Dimensions),
      unit,
    };
    const points = run(key, { start, end, periodSeconds }).map((of) => ({ at: of.at, value: statistics[stat](of) }));
    if (input.ScanBy !== 'TimestampAscending') points.reverse();
    return { id: asked.Id ?? '', label: asked.Label ?? metric.MetricName, points };
  };

const idsAfter = <T extends { id: string }>(all: readonly T[], last: T): string[] =>
  all.slice(all.indexOf(last) + 1).map(({ id }) => id);
