import type {
  Datapoint,
  GetMetricStatisticsCommandInput,
  GetMetricStatisticsCommandOutput,
} from '@aws-sdk/client-cloudwatch';
import { AwsFault, type Call } from '../../call.ts';
import { defined } from '../../defined.ts';
import type { World } from '../../world.ts';
import { type Aggregate, isStatistic, statistics } from './datapoints.ts';
import { checkPeriod, dimensionsOf, invalidValue, missing } from './input-faults.ts';
import type { Metrics } from './metrics.ts';
import { query } from './query.ts';

const mostDatapoints = 1440;

/** On AWS the datapoints come in no order; here the newest first, so that a caller who relies on order is found out. */
export const getMetricStatistics =
  (world: World, metrics: Metrics) =>
  (input: GetMetricStatisticsCommandInput, call: Call): Omit<GetMetricStatisticsCommandOutput, '$metadata'> => {
    const { Namespace: namespace, MetricName: name, Unit: unit } = input;
    if (!namespace || !name) throw missing('Namespace and MetricName');
    const wanted = (input.Statistics ?? []).filter(isStatistic);
    if (wanted.length === 0) throw missing('Statistics');
    const found = query(
      world,
      metrics,
      call.region,
    )({ namespace, name, dimensions: dimensionsOf(input.Dimensions), unit }, spanOf(input));
    const stored =
      unit ?? metrics.find(call.region, { namespace, name, dimensions: dimensionsOf(input.Dimensions) })[0]?.unit;
    const answer = (of: Aggregate) => ({
      Timestamp: new Date(of.at),
      ...Object.fromEntries(wanted.map((statistic) => [statistic, statistics[statistic](of)])),
      ...defined({ Unit: stored }),
    });
    const datapoints: object[] = found.map(answer).reverse();
    return { Label: name, Datapoints: datapoints satisfies Datapoint[] };
  };

function spanOf(input: GetMetricStatisticsCommandInput) {
  const { StartTime, EndTime } = input;
  if (StartTime === undefined || EndTime === undefined) throw missing('StartTime and EndTime');
  const [start, end] = [StartTime.getTime(), EndTime.getTime()];
  if (start >= end) throw invalidValue('The parameter StartTime must be less than the parameter EndTime.');
  const periodSeconds = checkPeriod(input.Period);
  if ((end - start) / 1000 / periodSeconds > mostDatapoints)
    throw new AwsFault(
      'InvalidParameterCombinationException',
      `You have requested more than the limit of ${mostDatapoints} datapoints.`,
    );
  return { start, end, periodSeconds };
}
