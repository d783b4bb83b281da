import type { InvocationRequest } from '@aws-sdk/client-lambda';
import type { Call } from '../call.ts';
import { defined } from '../defined.ts';
import type { World } from '../world.ts';
import { createAsynchronous, type Run } from './asynchronous.ts';
import type { createFunctions } from './functions.ts';
import { payloadOf } from './invoke-request.ts';

/** The operation Invoke: at once and with the answer, later and without one, or only as a question whether it might. */
export function createInvoke(world: World, functions: Pick<ReturnType<typeof createFunctions>, 'find'>, run: Run) {
  const enqueue = createAsynchronous(world, run);

  const invoke = async (input: InvocationRequest, call: Call) => {
    const deployed = functions.find(input.FunctionName, call.region);
    const invocation = { requestId: call.requestId, payload: payloadOf(input) };
    if (input.InvocationType === 'DryRun') return { StatusCode: 204 };
    if (input.InvocationType === 'Event') {
      enqueue(deployed, invocation);
      return { StatusCode: 202 };
    }
    const answer = await run(deployed, invocation);
    const Payload = new TextEncoder().encode(answer.payload);
    const outcome = defined({ FunctionError: answer.functionError });
    return { StatusCode: 200, ExecutedVersion: '$LATEST', Payload, ...outcome };
  };

  return invoke;
}
