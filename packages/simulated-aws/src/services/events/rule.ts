import type { Target } from '@aws-sdk/client-eventbridge';
import type { RetryPolicy } from './delivery/retry.ts';
import type { InputOf } from './input/input.ts';
import type { Matches } from './pattern/pattern.ts';

/** A target as it was put, and what follows from it. */
export type RuleTarget = Readonly<{ given: Target; id: string; arn: string; inputOf: InputOf; retry: RetryPolicy }>;

export type Rule = {
  readonly name: string;
  readonly arn: string;
  readonly bus: string;
  readonly region: string;
  pattern: string;
  matches: Matches;
  description: string | undefined;
  roleArn: string | undefined;
  isEnabled: boolean;
  readonly targets: Map<string, RuleTarget>;
};

export type Bus = Readonly<{
  name: string;
  arn: string;
  region: string;
  createdAt: number;
  description: string | undefined;
  rules: Map<string, Rule>;
}>;
