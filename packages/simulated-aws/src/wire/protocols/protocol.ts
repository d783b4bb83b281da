import type { IncomingHttpHeaders } from 'node:http';
import type { AwsFault } from '../../call.ts';
import type { OperationModel, ServiceModel } from '../model.ts';

/** A request as a protocol sees it: its body whole and decoded, S3's bucket cut out of host or path. */
export type WireRequest = Readonly<{
  method: string;
  /** Percent-encoded, as sent. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Uint8Array;
  bucket?: string | undefined;
}>;

export type Input = Record<string, unknown>;

export type Exchange = Readonly<{ service: ServiceModel; requestId: string }>;

export type Reply = Readonly<{
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string | Uint8Array;
}>;

/** One of AWS's ways to write a call and its answer down. */
export type Protocol = Readonly<{
  /** The name that the request asks for; of a REST request that fits no route, its method and path. */
  operationName: (request: WireRequest, service: ServiceModel) => string;
  decode: (request: WireRequest, operation: OperationModel, service: ServiceModel) => Promise<Input>;
  encode: (output: object, operation: OperationModel, exchange: Exchange) => Reply;
  encodeFault: (fault: AwsFault, exchange: Exchange) => Reply;
  /** What AWS answers to a body that cannot be read. */
  malformed: string;
}>;

/** What the SDK's codecs give is untyped; an operation's input is always a structure. */
export function asInput(value: unknown): Input {
  if (!isInput(value)) throw new TypeError('the input is not a structure');
  return value;
}

const isInput = (value: unknown): value is Input =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
