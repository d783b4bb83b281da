import { Readable } from 'node:stream';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { unreadable } from './whole-answer.ts';

/** In ms. `connectionTimeout` and `requestTimeout`, until the head of the answer, are those of one attempt; `callTimeout` is of the whole call. */
export type Bounds = Readonly<{ connectionTimeout: number; requestTimeout: number; callTimeout: number }>;

type Handle = NodeHttpHandler['handle'];
type Request = Parameters<Handle>[0];
type Options = NonNullable<Parameters<Handle>[1]>;
type Answer = Awaited<ReturnType<Handle>>;

/**
 * The SDK's handler with an end. Its own timeouts end with the head of an answer, and each attempt has them anew: a body that stalls lasted for
 * ever. Here all attempts of a call together have `callTimeout`, until the last byte. What cannot be the whole of an answer of AWS is
 * UnreadableAnswer, whatever its status, and tried again where the client repeats its calls.
 */
export function boundedHandler({ callTimeout, ...bounds }: Bounds) {
  const inner = new NodeHttpHandler({ ...bounds, throwOnRequestTimeout: true });
  const endOf = rememberEnds(callTimeout);
  return {
    metadata: inner.metadata,
    handle: async (request: Request, options: Options = {}): Promise<Answer> => {
      const left = endOf(request) - Date.now();
      if (left <= 0) throw outOfTime(callTimeout);
      return await within(left, { options, callTimeout }, async (abortSignal) => {
        const { response } = await inner.handle(request, { ...options, abortSignal });
        const body = await readBody(response.body, abortSignal);
        const isGood = response.statusCode >= 200 && response.statusCode < 300;
        const because = isGood ? unreadable(response.headers, body) : undefined;
        if (because !== undefined)
          throw failure('UnreadableAnswer', `the answer ${response.statusCode} cannot be read: ${because}`, {
            $retryable: { throttling: false },
          });
        response.body = Readable.from([body]);
        return { response };
      });
    },
    updateHttpClientConfig: inner.updateHttpClientConfig.bind(inner),
    httpHandlerConfigs: inner.httpHandlerConfigs.bind(inner),
    destroy: () => inner.destroy(),
  };
}

/** By the id that all attempts of a call have in common, when it must have ended. */
function rememberEnds(callTimeout: number) {
  const ends = new Map<string, number>();
  return ({ headers }: Request): number => {
    const now = Date.now();
    const id = headers['amz-sdk-invocation-id'];
    for (const [known, end] of ends) if (end + callTimeout < now) ends.delete(known);
    const end = (id === undefined ? undefined : ends.get(id)) ?? now + callTimeout;
    if (id !== undefined) ends.set(id, end);
    return end;
  };
}

const outOfTime = (callTimeout: number): Error =>
  // Of a name that the SDK does not try again: no time is left for it.
  failure('CallTimeout', `no whole answer within ${callTimeout / 1000} s, all attempts together`);

const failure = (name: string, message: string, facts = {}): Error =>
  Object.assign(new Error(message), { name, ...facts });

type Limits = Readonly<{ options: Options; callTimeout: number }>;

/** Ends the work with its connection when its time is over, or when whoever asked wants no answer any more. */
async function within<T>(
  ms: number,
  { options, callTimeout }: Limits,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ending = new AbortController();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    ending.abort();
  }, ms);
  const { abortSignal } = options;
  if (abortSignal !== undefined) abortSignal.onabort = () => ending.abort();
  if (abortSignal?.aborted) ending.abort();
  try {
    return await work(ending.signal);
  } catch (error) {
    throw isLate ? outOfTime(callTimeout) : error;
  } finally {
    clearTimeout(timer);
  }
}

/** All of it: a body that stops in the middle is no answer. */
async function readBody(body: unknown, signal: AbortSignal): Promise<Buffer> {
  if (!(body instanceof Readable)) throw failure('UnreadableAnswer', 'the answer has no body that can be read');
  const stop = () => void body.destroy();
  signal.addEventListener('abort', stop, { once: true });
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(Buffer.from(chunk));
  signal.removeEventListener('abort', stop);
  if (signal.aborted) throw failure('AbortError', 'the body was not awaited');
  return Buffer.concat(chunks);
}
