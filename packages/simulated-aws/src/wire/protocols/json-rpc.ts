import type { AwsFault } from '../../call.ts';
import { readJson, writeJson } from '../codecs.ts';
import { describeFault, faultStructure } from './describe-fault.ts';
import { asInput, type Exchange, type Protocol, type Reply, type WireRequest } from './protocol.ts';
import { queryErrorHeaders } from './query-error.ts';

/** AWS JSON 1.0 and 1.1: smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html. They differ in their content type. */
export const operationOfTarget = ({ headers }: WireRequest): string =>
  String(headers['x-amz-target'] ?? '')
    .split('.')
    .at(-1) ?? '';

export function jsonRpc(version: '1.0' | '1.1'): Protocol {
  const contentType = `application/x-amz-json-${version}`;
  return {
    operationName: operationOfTarget,
    decode: async ({ body }, { input }) =>
      body.length === 0 || input.isUnitSchema() ? {} : asInput(await readJson(input, body)),
    encode: (output, operation) =>
      reply(contentType, 200, operation.output.isUnitSchema() ? '{}' : writeJson(operation.output, output)),
    encodeFault: (fault, exchange) => {
      const { headers, ...rest } = encodeFault(fault, exchange);
      return { ...rest, headers: { ...headers, 'content-type': contentType } };
    },
    malformed: 'SerializationException',
  };
}

const reply = (contentType: string, status: number, body: string): Reply => ({
  status,
  headers: { 'content-type': contentType },
  body,
});

function encodeFault(
  fault: AwsFault,
  { service }: Exchange,
): Omit<Reply, 'headers'> & { headers: Record<string, string> } {
  const described = describeFault(fault, service);
  const { schema, value } = faultStructure(described.name, { __type: described.name }, described);
  const headers = { 'x-amzn-errortype': described.name, ...queryErrorHeaders(described, service.entry) };
  return { status: described.status, headers, body: writeJson(schema, value) };
}
