import type { NormalizedSchema } from '@smithy/core/schema';
import { readText } from '../codecs.ts';
import type { OperationModel } from '../model.ts';
import { asInput, type Input, type WireRequest } from './protocol.ts';

type Source = Readonly<{ request: WireRequest; labels: ReadonlyMap<string, string> }>;

/** Where the parts of a REST request go: smithy.io/2.0/spec/http-bindings.html */
export type ReadBody = (schema: NormalizedSchema, bytes: Uint8Array) => unknown;

export async function readRestInput({ input }: OperationModel, source: Source, readBody: ReadBody): Promise<Input> {
  if (!input.isStructSchema()) return {};
  const { body } = source.request;
  const members: Input = await readBodyMembers(input, body, readBody);
  for (const [name, member] of input.structIterator()) {
    if (isInBody(member)) continue;
    const isPayload = member.getMergedTraits().httpPayload !== undefined;
    members[name] = isPayload ? await readPayload(member, body, readBody) : fromEnvelope(name, member, source);
  }
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

async function readBodyMembers(input: NormalizedSchema, bytes: Uint8Array, readBody: ReadBody): Promise<Input> {
  const names = [...input.structIterator()].filter(([, member]) => isInBody(member)).map(([name]) => name);
  if (names.length === 0 || bytes.length === 0) return {};
  const body = asInput(await readBody(input, bytes));
  return Object.fromEntries(names.map((name) => [name, body[name]]));
}

function isInBody(member: NormalizedSchema): boolean {
  const { httpLabel, httpQuery, httpQueryParams, httpHeader, httpPrefixHeaders, httpPayload } =
    member.getMergedTraits();
  return [httpLabel, httpQuery, httpQueryParams, httpHeader, httpPrefixHeaders, httpPayload].every(
    (binding) => binding === undefined,
  );
}

async function readPayload(member: NormalizedSchema, bytes: Uint8Array, readBody: ReadBody): Promise<unknown> {
  if (member.isBlobSchema()) return bytes;
  if (bytes.length === 0) return undefined;
  return member.isStringSchema() ? Buffer.from(bytes).toString('utf8') : await readBody(member, bytes);
}

function fromEnvelope(name: string, member: NormalizedSchema, { request, labels }: Source): unknown {
  const { httpLabel, httpQuery, httpHeader, httpPrefixHeaders } = member.getMergedTraits();
  if (httpLabel) {
    const text = labels.get(name) ?? (name === 'Bucket' ? request.bucket : undefined);
    return text === undefined ? undefined : readText(member, text);
  }
  if (httpQuery !== undefined) return fromQuery(member, httpQuery, request);
  if (httpHeader !== undefined) return fromHeader(member, httpHeader, request);
  if (httpPrefixHeaders !== undefined) return fromPrefixedHeaders(httpPrefixHeaders, request);
  return undefined;
}

function fromQuery(member: NormalizedSchema, name: string, { query }: WireRequest): unknown {
  if (member.isListSchema()) {
    const items = query.getAll(name).map((text) => readText(member.getValueSchema(), text));
    return items.length === 0 ? undefined : items;
  }
  const text = query.get(name);
  return text === null ? undefined : readText(member, text);
}

function fromHeader(member: NormalizedSchema, name: string, { headers }: WireRequest): unknown {
  const text = headers[name.toLowerCase()];
  return text === undefined ? undefined : readText(member, String(text));
}

/** Metadata of an S3 object: every header with the prefix. */
function fromPrefixedHeaders(prefix: string, { headers }: WireRequest): unknown {
  const found = Object.entries(headers).filter(([name]) => name.startsWith(prefix.toLowerCase()));
  return found.length === 0
    ? undefined
    : Object.fromEntries(found.map(([name, text]) => [name.slice(prefix.length), String(text)]));
}
