import { AwsFault } from '../call.ts';
import type { World } from '../world.ts';
import type { Answer } from './answer.ts';
import type { Deployed } from './functions.ts';
import type { Invocation } from './invocation.ts';

/** docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html: a minute, and then two. */
const retryAfterSeconds = [60, 120];
/** What a throttled event waits, doubling from one second to five minutes, and how old it may become. */
const firstBackOffSeconds = 1;
const longestBackOffSeconds = 300;
const longestAgeSeconds = 6 * 3600;

export type Run = (deployed: Deployed, invocation: Invocation) => Promise<Answer>;

type Queued = Readonly<{ deployed: Deployed; invocation: Invocation; at: number }>;

/**
 * Asynchronous invocation: the event is queued, the function run, twice again when it fails; after that the event goes to
 * the function's dead-letter queue, or nowhere. Not modelled: destinations, settings of retries and age per function,
 * duplicates of Lambda's own making, events that it drops when it cannot keep up.
 */
export function createAsynchronous(world: World, run: Run) {
  const { clock, awsTime, dispatch, random } = world;

  const bury = async ({ deployed, invocation }: Queued, answer: Answer): Promise<void> => {
    const { deadLetterArn, region, roleArn, name } = deployed.function;
    if (deadLetterArn === undefined) return;
    const MessageAttributes = {
      RequestID: { DataType: 'String', StringValue: invocation.requestId },
      ErrorCode: { DataType: 'Number', StringValue: '200' },
      ErrorMessage: text(answer.payload.slice(0, 1024)),
    };
    const principal = { kind: 'role', role: roleArn, session: name } as const;
    const input = { QueueUrl: deadLetterArn, MessageBody: invocation.payload, MessageAttributes };
    const call = {
      service: 'sqs',
      operation: 'SendMessage',
      region,
      from: region,
      principal,
      requestId: random.uuid(),
    };
    // Lambda tells of a dead letter that it cannot send by a metric alone.
    await dispatch({ ...call, input }).catch(() => undefined);
  };

  const later = (seconds: number, work: () => Promise<void>): void => {
    clock.after(awsTime(seconds), () => void work());
  };

  const answerOf = async ({ deployed, invocation }: Queued): Promise<Answer | 'throttled'> => {
    try {
      return await run(deployed, invocation);
    } catch (error) {
      if (isThrottled(error)) return 'throttled';
      throw error;
    }
  };

  const waitForRoom = (queued: Queued, failures: number, waits: number): void => {
    if (clock.now() - queued.at > awsTime(longestAgeSeconds)) return;
    const seconds = Math.min(longestBackOffSeconds, firstBackOffSeconds * 2 ** waits);
    later(seconds, () => attempt(queued, failures, waits + 1));
  };

  const attempt = async (queued: Queued, failures: number, waits: number): Promise<void> => {
    const answer = await answerOf(queued);
    if (answer === 'throttled') return waitForRoom(queued, failures, waits);
    if (answer.functionError === undefined) return;
    const pause = retryAfterSeconds[failures];
    if (pause === undefined) await bury(queued, answer);
    else later(pause, () => attempt(queued, failures + 1, 0));
  };

  return (deployed: Deployed, invocation: Invocation): void => {
    const queued = { deployed, invocation, at: clock.now() };
    later(0, () => attempt(queued, 0, 0));
  };
}

const text = (StringValue: string) => ({ DataType: 'String', StringValue });

const isThrottled = (error: unknown): boolean => error instanceof AwsFault && error.code === 'TooManyRequestsException';
