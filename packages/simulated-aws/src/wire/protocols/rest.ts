import { readJson, readXml, writeJson, writeXml } from '../codecs.ts';
import type { ServiceModel, StructureRef } from '../model.ts';
import { textRef } from '../model.ts';
import { type DescribedFault, describeFault, faultStructure, xmlLead } from './describe-fault.ts';
import type { Exchange, Protocol, Reply, WireRequest } from './protocol.ts';
import { type ReadBody, readRestInput } from './rest-input.ts';
import { type WriteBody, writeRestOutput } from './rest-output.ts';
import { type Match, matchRoute, type Route, routesOf } from './routes.ts';

/** smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
export const restJson = (): Protocol =>
  rest(
    {
      read: readJson,
      writer: () => ({ contentType: 'application/json', write: writeJson }),
      malformed: 'InvalidRequestContentException',
    },
    (fault, { service }) => {
      const described = describeFault(fault, service);
      const { schema, value } = faultStructure(described.name, {}, described);
      const headers = { 'content-type': 'application/json', 'x-amzn-errortype': described.name };
      return { status: described.status, headers, body: writeJson(schema, value) };
    },
  );

type Format = Readonly<{ read: ReadBody; writer: (exchange: Exchange) => WriteBody; malformed: string }>;

function rest(format: Format, encodeFault: Protocol['encodeFault']): Protocol {
  const router = createRouter();
  return {
    operationName: (request, service) =>
      router(request, service)?.route.operation.name ?? `${request.method} ${request.path}`,
    decode: async (request, operation, service) => {
      const labels = router(request, service)?.labels ?? new Map<string, string>();
      return await readRestInput(operation, { request, labels }, format.read);
    },
    encode: (output, operation, exchange) => writeRestOutput(output, operation, format.writer(exchange)),
    encodeFault,
    malformed: format.malformed,
  };
}

/** Routes are worked out once per service. */
function createRouter() {
  const known = new WeakMap<ServiceModel, readonly Route[]>();
  return (request: WireRequest, service: ServiceModel): Match | undefined => {
    const routes = known.get(service) ?? routesOf(service);
    known.set(service, routes);
    return matchRoute(routes, request);
  };
}

export const restXml = (): Protocol =>
  ofXml(
    rest(
      {
        read: readXml,
        writer: ({ service }) => ({
          contentType: 'application/xml',
          write: (schema, value) => writeXml(schema, value, service.entry.xmlNamespace),
        }),
        malformed: 'MalformedXML',
      },
      encodeXmlFault,
    ),
  );

const ofXml = (protocol: Protocol): Protocol => ({
  ...protocol,
  encode: (output, operation, exchange) =>
    operation.name === 'GetBucketLocation'
      ? locationReply(output, exchange.service)
      : protocol.encode(output, operation, exchange),
});

/** The one answer of S3 whose element holds a text: docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
function locationReply(output: object, { entry }: ServiceModel): Reply {
  const region = 'LocationConstraint' in output ? String(output.LocationConstraint) : '';
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="${entry.xmlNamespace}">${region}</LocationConstraint>`;
  return { status: 200, headers: { 'content-type': 'application/xml' }, body };
}

/** S3's errors stand alone, the others' in an ErrorResponse. smithy.io/2.0/aws/protocols/aws-restxml-protocol.html */
const encodeXmlFault: Protocol['encodeFault'] = (fault, { service, requestId }) => {
  const described = describeFault(fault, service);
  const { status } = described;
  const headers = { 'content-type': 'application/xml' };
  const reply = (body: string) => ({ status, headers: { ...headers, ...regionOfBucket(described) }, body });
  if (service.entry.name === 's3') {
    const lead = { Code: described.name, Message: described.message, RequestId: requestId };
    const { schema, value } = faultStructure('Error', lead, described);
    return reply(writeXml(schema, value));
  }
  const { schema, value } = faultStructure('Error', xmlLead(described, { code: described.name, status }), described);
  const response: StructureRef = [3, 'wire', 'ErrorResponse', 0, ['Error', 'RequestId'], [schema, textRef]];
  return reply(writeXml(response, { Error: value, RequestId: requestId }, service.entry.xmlNamespace));
};

/** Where to go, for a client that cannot read it in a body: docs.aws.amazon.com/AmazonS3/latest/userguide/Redirects.html */
const regionOfBucket = ({ name, members }: DescribedFault): Record<string, string> =>
  name === 'PermanentRedirect' ? { 'x-amz-bucket-region': String(members.Region) } : {};
