import { defined } from '../../defined.ts';
import { unlessCancelled } from '../cancellation.ts';
import type { TaskState } from '../definition/states.ts';
import { StateFailure } from '../failure.ts';
import type { Submission, TaskCall } from '../integrations/integration.ts';
import { integrationOf } from '../integrations/integrations.ts';
import { type Document, isObject, type Json } from '../json.ts';
import { EvaluationProblem, evaluate, evaluateAs, expected } from '../jsonata/evaluate.ts';
import { withinQuota } from '../quota.ts';
import { bindingsOf, type Circumstances } from './bindings.ts';
import type { Outcome, Visit } from './flow.ts';
import { withHandlers } from './handlers.ts';
import { endingOf } from './outcome.ts';
import { eventsOf, type Limits, type TaskEvents } from './task-events.ts';
import { timeoutIn, type Watch, watchLimits } from './task-limits.ts';

const longestSeconds = 99_999_999;

export type Attempt = Readonly<{
  visit: Visit<TaskState>;
  circumstances: Circumstances;
  parameters: Document;
  limits: Limits;
}>;

export async function attemptOf(visit: Visit<TaskState>, retryCount: number): Promise<Attempt> {
  const { state, flow } = visit;
  const circumstances: Circumstances = isCallback(state)
    ? { retryCount, taskToken: flow.engine.tokens.issue() }
    : { retryCount };
  const bindings = bindingsOf(visit, circumstances);
  const secondsIn = async (location: 'TimeoutSeconds' | 'HeartbeatSeconds'): Promise<number | undefined> => {
    const template = state[location];
    if (template === undefined) return undefined;
    return checkedSeconds(await evaluateAs({ template, location }, expected.number, bindings), location);
  };
  const parameters =
    state.Arguments === undefined
      ? visit.input
      : withinQuota(await evaluate(state.Arguments, 'Arguments', bindings), visit.name);
  const timeoutSeconds = await secondsIn('TimeoutSeconds');
  const heartbeatSeconds = await secondsIn('HeartbeatSeconds');
  if (heartbeatSeconds !== undefined && heartbeatSeconds >= (timeoutSeconds ?? Number.POSITIVE_INFINITY))
    throw new EvaluationProblem('HeartbeatSeconds must be smaller than TimeoutSeconds', 'HeartbeatSeconds');
  const limits = {
    ...defined({ timeoutSeconds, heartbeatSeconds }),
  };
  return { visit, circumstances, parameters, limits };
}

const isCallback = ({ resource }: TaskState): boolean =>
  resource.kind !== 'function' && resource.pattern === 'waitForTaskToken';

function checkedSeconds(seconds: number, location: string): number {
  if (Number.isInteger(seconds) && seconds > 0 && seconds <= longestSeconds) return seconds;
  throw new EvaluationProblem(
    `The ${location} field must be an integer between 1 and ${longestSeconds} but was: ${seconds}`,
    location,
  );
}

export async function perform(attempt: Attempt): Promise<Document> {
  const { flow, state } = attempt.visit;
  const events = eventsOf(attempt.visit);
  events.scheduled(attempt.parameters, attempt.limits);
  const watch = watchLimits(flow.engine.world.clock, flow.cancellation, attempt.limits);
  try {
    const result = await complete({ attempt, watch, events });
    const document = withinQuota(result, state.resource.arn);
    events.succeeded(document);
    return document;
  } catch (error) {
    const timeout = timeoutIn(watch, error);
    if (timeout === undefined) throw error;
    events.timedOut(timeout);
    throw timeout;
  } finally {
    watch.close();
  }
}

type Pending = Readonly<{ attempt: Attempt; watch: Watch; events: TaskEvents }>;

async function complete(pending: Pending): Promise<Json> {
  const { attempt, watch, events } = pending;
  const token = awaitToken(attempt, watch);
  const { output, completion } = await submit(pending);
  const rest = completion?.(watch.cancellation) ?? (token && unlessCancelled(watch.cancellation, token));
  if (rest === undefined) return output;
  rest.catch(() => undefined);
  events.submitted(withinQuota(output, attempt.visit.state.resource.arn));
  try {
    return await rest;
  } catch (error) {
    if (error instanceof StateFailure) events.failed(error);
    throw error;
  }
}

/** Resolves with what the holder of the token sends; listens from before the token is handed out. */
function awaitToken({ visit, circumstances }: Attempt, watch: Watch): Promise<Json> | undefined {
  const { taskToken } = circumstances;
  if (taskToken === undefined) return undefined;
  const answer = new Promise<Json>((resolve, reject) => {
    const close = visit.flow.engine.tokens.listen(taskToken, {
      succeed: ({ value }) => {
        close();
        resolve(value);
      },
      fail: (failure) => {
        close();
        reject(failure);
      },
      beat: watch.beat,
    });
    watch.cancellation.onCancel(close);
  });
  answer.catch(() => undefined);
  return answer;
}

async function submit({ attempt, watch, events }: Pending): Promise<Submission> {
  const { resource } = attempt.visit.state;
  const call = callOf(attempt);
  const isJob = resource.kind !== 'function' && resource.pattern !== 'requestResponse';
  try {
    const work = integrationOf(resource, attempt.parameters.value)(call);
    return await unlessCancelled(watch.cancellation, work);
  } catch (error) {
    if (error instanceof StateFailure) (isJob ? events.submitFailed : events.failed)(error);
    throw error;
  }
}

function callOf({ visit, parameters }: Attempt): TaskCall {
  const { value } = parameters;
  const isFunction = visit.state.resource.kind === 'function';
  if (!isFunction && !isObject(value))
    throw new EvaluationProblem(`The Arguments must be an object but were: ${parameters.text}`, 'Arguments');
  return { visit, parameters: isObject(value) ? value : {}, requestId: visit.flow.engine.world.random.uuid() };
}

/** What the state makes of the result of its task. */
export function finish({ visit, circumstances }: Attempt, result: Document): Promise<Outcome> {
  const { Assign, Output, Next } = visit.state;
  const bindings = bindingsOf(visit, { ...circumstances, result: result.value });
  return endingOf(visit, { Assign, Output, next: Next, otherwise: result }, bindings);
}

export const runTask = (visit: Visit<TaskState>): Promise<Outcome> =>
  withHandlers(visit, async (retryCount) => {
    const attempt = await attemptOf(visit, retryCount);
    return await finish(attempt, await perform(attempt));
  });
