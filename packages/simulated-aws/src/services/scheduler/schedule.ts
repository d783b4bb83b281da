import type { CreateScheduleInput, Target } from '@aws-sdk/client-scheduler';
import type { Timer } from '../../clock/clock.ts';
import type { RetryPolicy } from '../events/delivery/retry.ts';
import type { Expression } from './expression.ts';

/** Times in ms on the world's clock. */
export type Schedule = {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly createdAt: number;
  changedAt: number;
  settings: ScheduleSettings;
  timer?: Timer;
};

export type ScheduleSettings = Readonly<{
  /** As it was put, for GetSchedule. */
  given: CreateScheduleInput;
  expression: Expression;
  zone: string;
  isEnabled: boolean;
  startsAt: number | undefined;
  endsAt: number | undefined;
  windowMinutes: number;
  isDeletedAfterwards: boolean;
  target: Target & Readonly<{ Arn: string; RoleArn: string }>;
  retry: RetryPolicy;
}>;
