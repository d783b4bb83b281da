import type { LambdaFunction } from './lambda-function.ts';
import type { Ending } from './life.ts';

/** Bytes. docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 6 MB each way when invoked synchronously. */
export const payloadLimit = 6_291_456;
/** The runtime's own allowance for the answer is a little larger. */
const responseLimit = payloadLimit + 100;

/** What an invocation ends with. `functionError` where the function, not Lambda, failed. */
export type Answer = Readonly<{ payload: string; functionError?: 'Unhandled' }>;

export const answerOfError = (error: unknown): Answer =>
  error instanceof Error ? failed(error.name, error.message, traceOf(error)) : failed(typeof error, String(error), []);

const failed = (errorType: string, errorMessage: string, trace?: readonly string[]): Answer => ({
  payload: JSON.stringify(trace === undefined ? { errorType, errorMessage } : { errorType, errorMessage, trace }),
  functionError: 'Unhandled',
});

/** Frames of the function and of Node; those of the simulation are no part of what a real trace would show. */
function traceOf(error: Error): string[] {
  const [first = '', ...frames] = (error.stack ?? '').split('\n');
  return [first, ...frames.filter((frame) => /\/var\/task\/|node:|^(?!\s+at )/.test(frame))];
}

export function answerOfResult(result: unknown): Answer {
  const payload = JSON.stringify(result) ?? 'null';
  if (Buffer.byteLength(payload) > responseLimit)
    return failed(
      'Function.ResponseSizeTooLarge',
      `Response payload size exceeded maximum allowed payload size (${responseLimit} bytes).`,
    );
  return { payload };
}

export function answerOfEnding(ending: Ending, requestId: string, { timeoutSeconds }: LambdaFunction): Answer {
  switch (ending.kind) {
    case 'timedOut':
      return failed(
        'Sandbox.Timedout',
        `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
      );
    case 'killed':
      return failed('Runtime.ExitError', `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`);
    case 'vanished':
      return { payload: '', functionError: 'Unhandled' };
    case 'crashed':
      return answerOfError(ending.error);
    default:
      return ending satisfies never;
  }
}
