import type { Dimension } from '@aws-sdk/client-cloudwatch';
import { AwsFault } from '../../call.ts';
import type { Dimensions } from './datapoints.ts';

/** Below a minute for high-resolution metrics only. */
const shortPeriods = [1, 5, 10, 20, 30];

export const invalidValue = (message: string): AwsFault => new AwsFault('InvalidParameterValueException', message);

export const invalidToken = (): AwsFault => new AwsFault('InvalidNextToken', 'The next token specified is invalid.');

export const missing = (parameter: string): AwsFault =>
  new AwsFault('MissingRequiredParameterException', `The parameter ${parameter} is required.`);

export function checkPeriod(period: number | undefined): number {
  if (period === undefined) throw missing('Period');
  if (shortPeriods.includes(period)) return period;
  if (period <= 0 || period % 60 !== 0) throw invalidValue('The parameter Period must be a multiple of 60.');
  return period;
}

export function dimensionsOf(dimensions: readonly Dimension[] | undefined): Dimensions {
  if ((dimensions?.length ?? 0) > 30)
    throw invalidValue('The collection Dimensions must not have more than 30 members.');
  const entries = (dimensions ?? []).map(({ Name, Value }): [string, string] => {
    if (!Name || !Value) throw invalidValue('The parameters Dimensions.member.Name and .Value are required.');
    return [Name, Value];
  });
  return Object.fromEntries(entries);
}
