import type { RedriveExecutionInput, RedriveExecutionOutput } from '@aws-sdk/client-sfn';
import { AwsFault, type Call } from '../call.ts';
import type { Clock } from '../clock/clock.ts';
import { eventQuota } from './history.ts';
import type { Execution } from './run/execution.ts';

const dayMs = 24 * 3600 * 1000;
const redrivableForMs = 14 * dayMs;
const longestExecutionMs = 365 * dayMs;
/** ExecutionRedriven and the closing event must fit. */
const mostEvents = eventQuota - 2;
const tokenIsValidForMs = 15 * 60 * 1000;
const rememberedTokens = 10;

/**
 * In AWS's words, `undefined` where nothing is against it:
 * docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html, redriveStatusReason.
 */
export function whyNotRedrivable(execution: Execution, now: number): string | undefined {
  const { status, history, startedAt, stoppedAt = now } = execution;
  if (execution.isDoomed) return 'State machine is in DELETING status';
  if (status === 'RUNNING' || status === 'SUCCEEDED') return `Execution is ${status} and cannot be redriven`;
  if (history.events().length > mostEvents) return 'Execution history event limit exceeded';
  if (now - startedAt > longestExecutionMs) return 'Execution has exceeded the max execution time';
  if (now - stoppedAt > redrivableForMs) return 'Execution redrivable period exceeded';
  return undefined;
}

type Dependencies = Readonly<{
  clock: Clock;
  find: (arn: string | undefined, call: Call) => Execution;
  redrive: (execution: Execution) => void;
}>;

/** docs.aws.amazon.com/step-functions/latest/apireference/API_RedriveExecution.html */
export function createRedrive({ clock, find, redrive }: Dependencies) {
  const tokens = createTokens(clock);
  return async (input: RedriveExecutionInput, call: Call): Promise<RedriveExecutionOutput> => {
    const execution = find(input.executionArn, call);
    if (execution.mapRunArn !== undefined)
      throw new AwsFault('ValidationException', 'Labeled Execution ARNs are not supported for this API', {
        fields: { reason: 'API_DOES_NOT_SUPPORT_LABELED_ARNS' },
      });
    const known = tokens.find(execution, input.clientToken);
    if (known !== undefined) return { redriveDate: new Date(known) };
    // What was stopped has its status at once, but its states need a moment to end.
    if (execution.status !== 'RUNNING') await execution.ended;
    const reason = whyNotRedrivable(execution, clock.now());
    if (reason !== undefined)
      throw new AwsFault('ExecutionNotRedrivable', `Execution ${execution.arn} invalid for redrive as: ${reason}`);
    redrive(execution);
    const { at = clock.now() } = execution.redrives;
    if (input.clientToken !== undefined) tokens.note(execution, input.clientToken, at);
    return { redriveDate: new Date(at) };
  };
}

type Used = Readonly<{ execution: Execution; token: string; at: number }>;

/** The last tokens of each execution with which it was redriven; the same token again is answered with the same date. */
function createTokens({ now }: Clock) {
  const used = new Map<Execution, readonly Used[]>();
  const usedFor = (execution: Execution) =>
    (used.get(execution) ?? []).filter(({ at }) => now() - at <= tokenIsValidForMs);
  return {
    find: (execution: Execution, token: string | undefined) =>
      usedFor(execution).find((one) => one.token === token)?.at,
    note: (execution: Execution, token: string, at: number): void => {
      used.set(execution, [...usedFor(execution), { execution, token, at }].slice(-rememberedTokens));
    },
  };
}
