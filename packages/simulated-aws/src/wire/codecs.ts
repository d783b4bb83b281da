import { JsonCodec, XmlShapeDeserializer, XmlShapeSerializer } from '@aws-sdk/core/protocols';
import { CborCodec } from '@smithy/core/cbor';
import { FromStringShapeDeserializer, ToStringShapeSerializer } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { SchemaRef } from './model.ts';

const isoTimestamps = { timestampFormat: { useTrait: true, default: 5 } } as const;
const epochTimestamps = { timestampFormat: { useTrait: true, default: 7 } } as const;

const json = new JsonCodec({ ...epochTimestamps, jsonName: true });

const cbor = new CborCodec();

const fromString = new FromStringShapeDeserializer({ ...isoTimestamps, httpBindings: true });

/**
 * The SDK's own codecs, one pair of functions per format. The numbers are the SDK's names for timestamp formats where a
 * member does not say its own: 5 is ISO 8601, 7 seconds since 1970.
 */
type Schema = Exclude<SchemaRef, () => unknown>;

export function writeXml(schema: Schema, value: unknown, xmlNamespace = ''): string {
  const serializer = new XmlShapeSerializer(xmlSettings(xmlNamespace));
  serializer.write(schema, value);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${textOf(serializer.flush())}`;
}

const xmlSettings = (xmlNamespace: string) => ({
  ...isoTimestamps,
  httpBindings: true,
  xmlNamespace,
  serviceNamespace: '',
});

const textOf = (written: string | Uint8Array): string =>
  typeof written === 'string' ? written : Buffer.from(written).toString('utf8');

export const readXml = (schema: NormalizedSchema, bytes: Uint8Array): unknown =>
  new XmlShapeDeserializer(xmlSettings('')).read(schema, bytes);

export function writeJson(schema: Schema, value: unknown): string {
  const serializer = json.createSerializer();
  serializer.write(schema, value);
  return textOf(serializer.flush());
}

export const readJson = async (schema: NormalizedSchema, bytes: Uint8Array): Promise<unknown> =>
  await json.createDeserializer().read(schema, textOf(bytes));

export function writeCbor(schema: Schema, value: unknown): Uint8Array {
  const serializer = cbor.createSerializer();
  serializer.write(schema, value);
  return serializer.flush();
}

export const readCbor = (schema: NormalizedSchema, bytes: Uint8Array): unknown =>
  cbor.createDeserializer().read(schema, bytes);

/** A scalar, or a list in a header, from its text in a form field, a header, a query or a path. */
export const readText = (schema: NormalizedSchema, text: string): unknown => fromString.read(schema, text);

export function writeText(schema: NormalizedSchema, value: unknown): string {
  const serializer = new ToStringShapeSerializer({ ...isoTimestamps, httpBindings: true });
  serializer.write(schema, value);
  return serializer.flush();
}
