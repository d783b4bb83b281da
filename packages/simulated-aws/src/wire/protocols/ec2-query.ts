import { writeXml } from '../codecs.ts';
import { type OperationModel, type StructureRef, textRef } from '../model.ts';
import { describeFault, faultStructure } from './describe-fault.ts';
import { type FormStyle, readStructure, treeOf } from './form.ts';
import type { Protocol } from './protocol.ts';
import { formOf, xmlReply } from './query.ts';

const encodeFault: Protocol['encodeFault'] = (fault, { service, requestId }) => {
  const described = describeFault(fault, service);
  const { code, status } = described.query;
  const { schema, value } = faultStructure('Error', { Code: code, Message: described.message }, described);
  const errors: StructureRef = [3, 'wire', 'Errors', 0, ['Error'], [schema]];
  const response: StructureRef = [3, 'wire', 'Response', 0, ['Errors', 'RequestID'], [errors, textRef]];
  return xmlReply(status, writeXml(response, { Errors: { Error: value }, RequestID: requestId }));
};

/** The name for forms, else the name for XML with a capital; lists are flat whatever their shape says. */
export const ec2Style: FormStyle = {
  nameOf: (schema, otherwise) => {
    const { ec2QueryName, xmlName } = schema.getMergedTraits();
    return typeof ec2QueryName === 'string' ? ec2QueryName : capitalised(xmlName ?? otherwise);
  },
  isFlat: () => true,
};

/** EC2's own form of the query protocol: smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html */
const capitalised = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

export const ec2Query: Protocol = {
  operationName: (request) => formOf(request).get('Action') ?? '',
  decode: async (request, { input }) =>
    input.isStructSchema() ? readStructure(input, treeOf(formOf(request)), ec2Style) : {},
  encode: (output, operation, { service, requestId }) =>
    xmlReply(200, writeXml(responseSchema(operation), { ...output, requestId }, service.entry.xmlNamespace)),
  encodeFault,
  malformed: 'MalformedQueryString',
};

/** `<XResponse><requestId>…`, then the members of the output beside it: there is no element for the result. */
function responseSchema({ name, output }: OperationModel): StructureRef {
  const members = output.isStructSchema() ? [...output.structIterator()] : [];
  const names = ['requestId', ...members.map(([member]) => member)];
  return [3, 'wire', `${name}Response`, 0, names, [textRef, ...members.map(([, schema]) => schema)]];
}
