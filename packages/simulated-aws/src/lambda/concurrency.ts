import { AwsFault } from '../call.ts';
import type { LambdaFunction } from './lambda-function.ts';

/**
 * docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html: so many invocations at once in a Region, less what is
 * reserved for single functions; a function with a reserve has that and no more.
 */
export function createConcurrency(regionalLimit: number) {
  const running = new Map<string, number>();
  const unreserved = new Map<string, number>();

  const enter = ({ arn, region, reservedConcurrency }: LambdaFunction): (() => void) => {
    const counts = reservedConcurrency === undefined ? unreserved : running;
    const key = reservedConcurrency === undefined ? region : arn;
    const limit = reservedConcurrency ?? regionalLimit - (reserved.get(region) ?? 0);
    const current = counts.get(key) ?? 0;
    if (current >= limit && reservedConcurrency !== undefined)
      throw tooMany('ReservedFunctionConcurrentInvocationLimitExceeded');
    if (current >= limit) throw tooMany('ConcurrentInvocationLimitExceeded');
    counts.set(key, current + 1);
    return () => counts.set(key, (counts.get(key) ?? 1) - 1);
  };

  const reserved = new Map<string, number>();
  const reserve = ({ region, reservedConcurrency = 0 }: LambdaFunction): void => {
    reserved.set(region, (reserved.get(region) ?? 0) + reservedConcurrency);
  };
  return { enter, reserve };
}

const tooMany = (reason: string) =>
  new AwsFault('TooManyRequestsException', 'Rate Exceeded.', { status: 429, fields: { Reason: reason, Type: 'User' } });
