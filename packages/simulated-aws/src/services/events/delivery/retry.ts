import type { RetryPolicy as Given } from '@aws-sdk/client-eventbridge';
import type { Random } from '../../../random.ts';
import { invalid } from '../faults.ts';

const most = { attempts: 185, ageSeconds: 86_400 };
const leastAgeSeconds = 60;

const firstSeconds = 1;
const longestSeconds = 600;

export type RetryPolicy = Readonly<{ attempts: number; ageSeconds: number }>;

/** docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html; the Scheduler's is the same. */
export function retryPolicyOf(given: Given | undefined): RetryPolicy {
  const { MaximumRetryAttempts: attempts = most.attempts, MaximumEventAgeInSeconds: ageSeconds = most.ageSeconds } =
    given ?? {};
  if (attempts < 0 || attempts > most.attempts)
    throw invalid(`MaximumRetryAttempts must be between 0 and ${most.attempts}`);
  if (ageSeconds < leastAgeSeconds || ageSeconds > most.ageSeconds)
    throw invalid(`MaximumEventAgeInSeconds must be between ${leastAgeSeconds} and ${most.ageSeconds}`);
  return { attempts, ageSeconds };
}

/**
 * Exponential with jitter, as AWS documents; the figures are estimates, chosen so that 185 attempts spread over about the 24
 * hours that AWS names beside them.
 */
export const backOffSeconds = (retry: number, random: Random): number =>
  Math.min(longestSeconds, firstSeconds * 2 ** retry) * (0.5 + random.next() / 2);
