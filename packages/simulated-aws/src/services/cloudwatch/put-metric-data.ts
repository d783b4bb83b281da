import type { MetricDatum, PutMetricDataCommandInput } from '@aws-sdk/client-cloudwatch';
import type { Call } from '../../call.ts';
import type { World } from '../../world.ts';
import { type Aggregate, type Datapoint, sample } from './datapoints.ts';
import { dimensionsOf, invalidValue, missing } from './input-faults.ts';
import type { Metrics } from './metrics.ts';

const hour = 3_600_000;
const oldest = 14 * 24 * hour;
const newest = 2 * hour;

/** Checks the whole batch before it stores any of it. */
export const putMetricData = (world: World, metrics: Metrics) => (input: PutMetricDataCommandInput, call: Call) => {
  const { Namespace: namespace, MetricData: data = [] } = input;
  if (!namespace) throw missing('Namespace');
  if (namespace.startsWith('AWS/')) throw invalidValue('The value AWS/ for parameter Namespace is invalid.');
  if (data.length > 1000) throw invalidValue('The collection MetricData must not have more than 1000 members.');
  const checked = data.map((datum) => {
    if (!datum.MetricName) throw missing('MetricData.member.MetricName');
    const key = {
      namespace,
      name: datum.MetricName,
      dimensions: dimensionsOf(datum.Dimensions),
      unit: datum.Unit ?? 'None',
    };
    return { key, datapoints: datapointsOf(datum, world.clock.now()) };
  });
  for (const { key, datapoints } of checked) metrics.add(call.region, key, datapoints);
  return {};
};

function datapointsOf(datum: MetricDatum, now: number): Datapoint[] {
  const resolution = { isHighResolution: isHighResolution(datum) };
  return aggregatesOf(datum, timeOf(datum, now)).map((one) => ({ ...one, ...resolution }));
}

/** Single seconds for three hours, or minutes: docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
function isHighResolution({ StorageResolution: seconds = 60 }: MetricDatum): boolean {
  if (seconds !== 1 && seconds !== 60) throw invalidValue('The parameter StorageResolution must be 1 or 60.');
  return seconds === 1;
}

function aggregatesOf(datum: MetricDatum, at: number): Aggregate[] {
  const { Value, Values, Counts, StatisticValues: set } = datum;
  if ([Value, Values, set].filter((given) => given !== undefined).length !== 1)
    throw invalidValue('Exactly one of Value, Values and StatisticValues must be given.');
  if (Value !== undefined) return [sample(at, checkNumber(Value))];
  if (Values !== undefined) return Values.map((value, index) => sample(at, checkNumber(value), Counts?.[index] ?? 1));
  const [sampleCount, sum, minimum, maximum] = [set?.SampleCount, set?.Sum, set?.Minimum, set?.Maximum].map((part) =>
    checkNumber(part ?? Number.NaN),
  );
  if (sampleCount === undefined || sum === undefined || minimum === undefined || maximum === undefined) return [];
  return [{ at, sampleCount, sum, minimum, maximum }];
}

function checkNumber(value: number): number {
  if (!Number.isFinite(value))
    throw invalidValue('The value for the parameter MetricData.member.Value is not supported.');
  return value;
}

function timeOf(datum: MetricDatum, now: number): number {
  const at = datum.Timestamp?.getTime() ?? now;
  const age = now - at;
  if (age > oldest || age < -newest) throw invalidValue('The parameter Timestamp must be within the past two weeks.');
  return at;
}
