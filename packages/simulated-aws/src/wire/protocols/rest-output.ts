import type { NormalizedSchema } from '@smithy/core/schema';
import { writeText } from '../codecs.ts';
import type { OperationModel, StructureRef } from '../model.ts';
import { asInput, type Reply } from './protocol.ts';

/** RFC 9110, section 15.3.7: what has a Content-Range is a part. */
const partialContent = 206;

/** How a REST answer is put together: smithy.io/2.0/spec/http-bindings.html */
export type WriteBody = Readonly<{
  contentType: string;
  write: (schema: NormalizedSchema | StructureRef, value: unknown) => string;
}>;

export function writeRestOutput(output: object, operation: OperationModel, writeBody: WriteBody): Reply {
  const bound = boundMembers(operation.output, asInput(output));
  const code = bound.find(({ member }) => member.getMergedTraits().httpResponseCode !== undefined)?.value;
  const headers = bound.flatMap(headersOf);
  const isPart = headers.some(([name]) => name === 'content-range');
  const usual = isPart ? partialContent : (operation.http?.status ?? 200);
  const status = typeof code === 'number' ? code : usual;
  const { body, contentType } = bodyOf(operation, bound, writeBody);
  const typed = contentType === undefined ? [] : [['content-type', contentType] as const];
  return { status, headers: Object.fromEntries([...typed, ...headers]), body };
}

type Bound = Readonly<{ name: string; member: NormalizedSchema; value: unknown }>;

const boundMembers = (output: NormalizedSchema, values: Readonly<Record<string, unknown>>): Bound[] =>
  output.isStructSchema()
    ? [...output.structIterator()].map(([name, member]) => ({ name, member, value: values[name] }))
    : [];

function headersOf({ member, value }: Bound): Array<readonly [string, string]> {
  const { httpHeader, httpPrefixHeaders } = member.getMergedTraits();
  if (value === undefined || value === null) return [];
  if (httpHeader !== undefined) return [[httpHeader.toLowerCase(), writeText(member, value)]];
  if (httpPrefixHeaders !== undefined)
    return Object.entries(asInput(value)).map(([key, text]) => [`${httpPrefixHeaders}${key}`, String(text)]);
  return [];
}

type Body = Readonly<{ body: string | Uint8Array; contentType?: string }>;

function bodyOf(operation: OperationModel, bound: readonly Bound[], writeBody: WriteBody): Body {
  const payload = bound.find(({ member }) => member.getMergedTraits().httpPayload !== undefined);
  if (payload !== undefined) return payloadBody(payload, writeBody);
  const inBody = bound.filter(isInBody);
  if (inBody.length === 0) return { body: '' };
  const { output } = operation;
  const rootName = output.getMergedTraits().xmlName ?? output.getName() ?? operation.name;
  const names = inBody.map(({ name }) => name);
  const refs = inBody.map(({ member }) => member);
  const value = Object.fromEntries(inBody.map((one) => [one.name, one.value]));
  return { body: writeBody.write([3, 'wire', rootName, 0, names, refs], value), contentType: writeBody.contentType };
}

function payloadBody({ member, value }: Bound, { contentType, write }: WriteBody): Body {
  if (value === undefined || value === null) return { body: '' };
  if (value instanceof Uint8Array) return { body: value, contentType: 'application/octet-stream' };
  if (typeof value === 'string') return { body: value, contentType: 'application/octet-stream' };
  return { body: write(member, value), contentType };
}

function isInBody({ member }: Bound): boolean {
  const { httpHeader, httpPrefixHeaders, httpResponseCode } = member.getMergedTraits();
  return httpHeader === undefined && httpPrefixHeaders === undefined && httpResponseCode === undefined;
}
