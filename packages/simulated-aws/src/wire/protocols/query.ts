import { writeXml } from '../codecs.ts';
import { type OperationModel, type StructureRef, textRef } from '../model.ts';
import { describeFault, faultStructure, xmlLead } from './describe-fault.ts';
import { readStructure, treeOf } from './form.ts';
import type { Exchange, Protocol, Reply, WireRequest } from './protocol.ts';

const metadata: StructureRef = [3, 'wire', 'ResponseMetadata', 0, ['RequestId'], [textRef]];

const encode: Protocol['encode'] = (output, operation, { service, requestId }) => {
  const value = { [`${operation.name}Result`]: output, ResponseMetadata: { RequestId: requestId } };
  return xmlReply(200, writeXml(responseSchema(operation), value, service.entry.xmlNamespace));
};

const encodeFault: Protocol['encodeFault'] = (fault, { service, requestId }: Exchange) => {
  const described = describeFault(fault, service);
  const { schema, value } = faultStructure('Error', xmlLead(described, described.query), described);
  const response: StructureRef = [3, 'wire', 'ErrorResponse', 0, ['Error', 'RequestId'], [schema, textRef]];
  const body = { Error: value, RequestId: requestId };
  return xmlReply(described.query.status, writeXml(response, body, service.entry.xmlNamespace));
};

/** AWS query: forms in, XML out. smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export const formOf = ({ body, query }: WireRequest): URLSearchParams =>
  body.length === 0 ? query : new URLSearchParams(Buffer.from(body).toString('utf8'));

export function xmlReply(status: number, body: string): Reply {
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body,
  };
}

export const awsQuery: Protocol = {
  operationName: (request) => formOf(request).get('Action') ?? '',
  decode: async (request, { input }) => (input.isStructSchema() ? readStructure(input, treeOf(formOf(request))) : {}),
  encode,
  encodeFault,
  malformed: 'MalformedInput',
};

/** `<XResponse><XResult>…</XResult><ResponseMetadata>…`; an operation without output has no result element. */
function responseSchema({ name, output }: OperationModel): StructureRef {
  return output.isStructSchema()
    ? [3, 'wire', `${name}Response`, 0, [`${name}Result`, 'ResponseMetadata'], [output.getSchema(), metadata]]
    : [3, 'wire', `${name}Response`, 0, ['ResponseMetadata'], [metadata]];
}
