import type { Output } from '../../call.ts';
import { StateFailure } from '../failure.ts';
import { isObject, type Json, type JsonObject, readDocument } from '../json.ts';
import { callAws, type ErrorNames, metadataOf, type Submit, type TaskCall } from './integration.ts';

/** docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html */
const names: ErrorNames = { prefix: 'Lambda', service: 'AWSLambda', unlisted: 'AWSLambdaException' };

const encoder = new TextEncoder();

export const invokeLambda: Submit = async (call) => {
  const { Payload, ...rest } = call.parameters;
  const output = await invoke(call, { InvocationType: 'RequestResponse', ...rest, Payload: bytesOf(Payload) });
  const result: JsonObject = {
    ExecutedVersion: '$LATEST',
    Payload: resultOf(output),
    ...metadataOf(call.requestId),
    StatusCode: typeof output.StatusCode === 'number' ? output.StatusCode : 200,
  };
  return { output: result };
};

const invoke = (call: TaskCall, input: Readonly<Record<string, unknown>>): Promise<Output> =>
  callAws(call, { service: 'lambda', operation: 'Invoke', input }, names);

/** A string goes to the function as it is, anything else as JSON. */
function bytesOf(payload: Json | undefined): Uint8Array {
  if (payload === undefined) return new Uint8Array();
  return encoder.encode(typeof payload === 'string' ? payload : JSON.stringify(payload));
}

/** The answer's payload; throws what the function failed with, under the name that it gave itself. */
function resultOf(output: Output): Json {
  const text = textIn(output.Payload);
  const value = readDocument(text)?.value;
  if (output.FunctionError !== undefined)
    throw new StateFailure(textMember(value, 'errorType') ?? 'Lambda.Unknown', text);
  return value ?? text;
}

const textIn = (payload: unknown): string => (payload instanceof Uint8Array ? new TextDecoder().decode(payload) : '');

function textMember(value: Json | undefined, name: string): string | undefined {
  const member = isObject(value) ? value[name] : undefined;
  return typeof member === 'string' ? member : undefined;
}

/** The older form: the Resource is the function, and its answer is the result. */
export const invokeFunction =
  (arn: string, payload: Json): Submit =>
  async (call) => {
    const input = { FunctionName: arn, InvocationType: 'RequestResponse', Payload: bytesOf(payload) };
    return { output: resultOf(await invoke(call, input)) };
  };
