import type { InvocationRequest } from '@aws-sdk/client-lambda';
import { AwsFault, notSimulated } from '../call.ts';
import { payloadLimit } from './answer.ts';

const notModelled = ['ClientContext', 'TenantId', 'DurableExecutionName'];

/** Bytes. docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 1 MB when invoked asynchronously. */
const eventLimit = 1_048_576;

/** The payload as JSON text. */
export function payloadOf(input: InvocationRequest): string {
  refuseUnknown(input);
  const payload = input.Payload ?? new Uint8Array();
  const { InvocationType: type = 'RequestResponse' } = input;
  const limit = type === 'Event' ? eventLimit : payloadLimit;
  if (payload.byteLength > limit)
    throw new AwsFault(
      'RequestTooLargeException',
      `${payload.byteLength} byte payload is too large for the ${type} invocation type (limit ${limit} bytes)`,
      { status: 413, fields: { Type: 'User' } },
    );
  const text = payload.byteLength === 0 ? '{}' : new TextDecoder().decode(payload);
  try {
    JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AwsFault('InvalidRequestContentException', `Could not parse request body into json: ${reason}`, {
      fields: { Type: 'User' },
    });
  }
  return text;
}

/** Refuses what would change the outcome and is not modelled. */
function refuseUnknown(input: InvocationRequest): void {
  const unknown = Object.entries(input).find(([key, value]) => notModelled.includes(key) && value !== undefined);
  if (unknown !== undefined) throw notSimulated(`lambda:Invoke ${unknown[0]}`);
  if (input.LogType !== undefined && input.LogType !== 'None') throw notSimulated('lambda:Invoke LogType');
  if (input.Qualifier !== undefined && input.Qualifier !== '$LATEST') throw notSimulated('lambda:Invoke Qualifier');
}
