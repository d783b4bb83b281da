import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { boundedHandler } from '../lambda/bounded-handler.ts';
import { onceARegion } from './clients.ts';

/** Another function answers after minutes: it ends before this one does. */
const answerMs = 885_000;

const Thrown = z.object({ errorType: z.string(), errorMessage: z.string() });

/** Calls a function in a Region and waits for its answer. */
export type CallFunction = (at: Readonly<{ region: string; name: string }>, payload: unknown) => Promise<unknown>;

/**
 * One call, one attempt. Throws what Lambda or the network says, and what the function throws by its own name; without a name, as where it
 * ran out of time, FunctionEnded.
 */
export function createCallFunction(connect: (region: string) => LambdaClient = connectTo): CallFunction {
  const clientIn = onceARegion(connect);
  return async ({ region, name }, payload) => {
    const Payload = Buffer.from(JSON.stringify(payload));
    const answer = await clientIn(region).send(new InvokeCommand({ FunctionName: name, Payload }));
    const result: unknown = JSON.parse(new TextDecoder().decode(answer.Payload));
    if (answer.FunctionError === undefined) return result;
    throw thrownBy(name, result);
  };
}

const connectTo = (region: string): LambdaClient =>
  new LambdaClient({
    region,
    maxAttempts: 1,
    requestHandler: boundedHandler({ connectionTimeout: 2000, requestTimeout: answerMs, callTimeout: answerMs }),
  });

function thrownBy(name: string, result: unknown): Error {
  const { errorType, errorMessage } = Thrown.safeParse(result).data ?? {
    errorType: '',
    errorMessage: JSON.stringify(result),
  };
  const isOwn = errorType !== '' && !/^(Sandbox|Runtime)\./.test(errorType);
  return Object.assign(new Error(isOwn ? errorMessage : `${name} ended without an answer: ${errorMessage}`), {
    name: isOwn ? errorType : 'FunctionEnded',
  });
}
