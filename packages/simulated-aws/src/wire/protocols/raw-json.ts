import { describeFault } from './describe-fault.ts';
import { operationOfTarget } from './json-rpc.ts';
import { asInput, type Protocol } from './protocol.ts';

/** AWS JSON 1.0 whose bodies pass as they are: the service behind it (dynalite for DynamoDB) speaks the wire's own JSON. */
const contentType = { 'content-type': 'application/x-amz-json-1.0' };

export const rawJson: Protocol = {
  operationName: operationOfTarget,
  decode: async ({ body }) => asInput(JSON.parse(body.length === 0 ? '{}' : Buffer.from(body).toString('utf8'))),
  encode: (output) => ({ status: 200, headers: contentType, body: JSON.stringify(output) }),
  encodeFault: (fault, { service }) => {
    const { name, status, message, members } = describeFault(fault, service);
    const body = JSON.stringify({ ...members, __type: `com.amazonaws.dynamodb.v20120810#${name}`, message });
    return { status, headers: contentType, body };
  },
  malformed: 'SerializationException',
};
