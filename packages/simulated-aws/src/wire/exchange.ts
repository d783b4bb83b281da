import type { IncomingHttpHeaders } from 'node:http';
import { AwsFault, type Call, notSimulated, type Principal } from '../call.ts';
import { type Address, readAddress, readTarget, type Target } from './address.ts';
import { readHost } from './hosts.ts';
import type { PatientLimits } from './limits.ts';
import type { OperationModel, ServiceModel } from './model.ts';
import { createModels, unknownService } from './models.ts';
import { createProtocols } from './protocols/choose-protocol.ts';
import { jsonRpc } from './protocols/json-rpc.ts';
import type { Protocol, Reply, WireRequest } from './protocols/protocol.ts';
import { decodeBody } from './request-body.ts';
import { isSignedForSts, type SecretOf, unproven } from './signature.ts';
import { misdirected, unidentified } from './unidentified.ts';

const nowhere: Address = {
  service: 'unknown',
  region: '',
  accessKeyId: undefined,
  bucket: undefined,
  path: '/',
  hostRegion: undefined,
};

export type Identify = (accessKeyId: string | undefined, service: string) => Principal | undefined;

/** Who knows the keys, and what time it is. */
export type Keys = Readonly<{ identify: Identify; secretOf: SecretOf; now: () => number }>;

/** A request whose first lines have been read. `read` throws what a body that is too long or too slow comes to. */
export type Incoming = Readonly<{
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  read: (service: string, limits: PatientLimits) => Promise<Buffer>;
}>;

/** A request that has been read: the call that it makes, or why it makes none, and how to write the answer. */
export type Exchange = Readonly<{
  asked: Readonly<{ call: Call; answer: (output: object) => Reply }> | AwsFault;
  fault: (fault: AwsFault) => Reply;
}>;

export function createExchanges(keys: Keys) {
  const models = createModels();
  const protocols = createProtocols();
  const fallback = jsonRpc('1.0');

  return async (incoming: Incoming, requestId: string, limits: PatientLimits): Promise<Exchange> => {
    const target = readTarget(incoming.url);
    const address = readAddress(incoming.headers, target) ?? nowhere;
    const service = (await models(address.service)) ?? unknownService(address.service);
    const protocol = protocols(incoming.headers, service.entry) ?? fallback;
    const frame = { address, service, protocol, requestId };
    return {
      asked: await orFault(ask({ incoming, target, limits }, frame, keys)),
      fault: (fault) => protocol.encodeFault(fault, { service, requestId }),
    };
  };
}

const orFault = async <T>(work: Promise<T>): Promise<T | AwsFault> =>
  await work.catch((error: unknown) => {
    if (error instanceof AwsFault) return error;
    throw error;
  });

type Received = Readonly<{ incoming: Incoming; target: Target; limits: PatientLimits }>;

type Frame = Readonly<{ address: Address; service: ServiceModel; protocol: Protocol; requestId: string }>;

async function ask(received: Received, frame: Frame, keys: Keys) {
  const { service, protocol, requestId, address } = frame;
  const request = await readable(frame, () => wireRequestOf(received, frame));
  const operation = operationOf(request, frame);
  const principal = principalOf(frame, request, keys);
  const input = await readable(frame, () => protocol.decode(request, operation, service));
  const { region } = address;
  const call: Call = {
    ...{ service: service.entry.name, operation: operation.name, region, principal, requestId, input },
    ...endpointOf(request.headers.host),
  };
  return { call, answer: (output: object) => protocol.encode(output, operation, { service, requestId }) };
}

/** A body that cannot be read is the client's mistake. */
async function readable<T>({ protocol }: Frame, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AwsFault) throw error;
    throw new AwsFault(protocol.malformed, error instanceof Error ? error.message : String(error));
  }
}

async function wireRequestOf({ incoming, target, limits }: Received, { address }: Frame): Promise<WireRequest> {
  const bytes = await incoming.read(address.service, limits);
  const { headers, body } = await decodeBody(address.service, { headers: incoming.headers, body: bytes }, limits);
  const { path, bucket } = address;
  return { method: incoming.method, path, query: target.query, headers, body, bucket };
}

function operationOf(request: WireRequest, { service, protocol }: Frame): OperationModel {
  const name = protocol.operationName(request, service);
  const operation = service.operations.get(name);
  if (operation === undefined)
    throw notSimulated(`${service.entry.name}:${name || `${request.method} ${request.path}`}`);
  return operation;
}

function principalOf({ address, service }: Frame, request: WireRequest, keys: Keys): Principal {
  const wrong = misdirected(service.entry, address);
  if (wrong !== undefined) throw wrong;
  const principal = keys.identify(address.accessKeyId, address.service);
  if (principal === undefined) throw unidentified(service.entry, address.accessKeyId);
  if (!isSignedForSts(address.service, request)) return principal;
  const secret = keys.secretOf(address.accessKeyId);
  const fault = secret ? unproven(request, secret, keys.now()) : unidentified(service.entry, address.accessKeyId);
  if (fault !== undefined) throw fault;
  return principal;
}

/** TLS is not modelled: whoever asks by another name than AWS's does so by HTTP. */
const endpointOf = (host: string | undefined): Pick<Call, 'endpoint'> =>
  host === undefined || readHost(host) !== undefined ? {} : { endpoint: `http://${host}` };
