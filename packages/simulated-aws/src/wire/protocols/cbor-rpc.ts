import { readCbor, writeCbor } from '../codecs.ts';
import { describeFault, faultStructure } from './describe-fault.ts';
import { asInput, type Protocol } from './protocol.ts';
import { queryErrorHeaders } from './query-error.ts';

/** Smithy RPC v2 CBOR: smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html */
const headers = { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' };

export const cborRpc: Protocol = {
  operationName: ({ path }) => /\/operation\/([^/]+)$/.exec(path)?.[1] ?? '',
  decode: async ({ body }, { input }) =>
    body.length === 0 || input.isUnitSchema() ? {} : asInput(readCbor(input, body)),
  encode: (output, operation) => ({
    status: 200,
    headers,
    body: operation.output.isUnitSchema() ? new Uint8Array() : writeCbor(operation.output, output),
  }),
  encodeFault: (fault, { service }) => {
    const described = describeFault(fault, service);
    const { schema, value } = faultStructure(described.name, { __type: described.name }, described);
    return {
      status: described.status,
      headers: { ...headers, ...queryErrorHeaders(described, service.entry) },
      body: writeCbor(schema, value),
    };
  },
  malformed: 'SerializationException',
};
