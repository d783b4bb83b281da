import type { Column, Result, Value } from './result.ts';
import type { SqlError } from './sql-error.ts';

const types = {
  text: { oid: 25, size: -1 },
  int8: { oid: 20, size: 8 },
  float8: { oid: 701, size: 8 },
  bool: { oid: 16, size: 1 },
} as const;

const authenticationOk = message('R', int32(0));

const backendKey = message('K', int32(1), int32(1));

export const passwordWanted = message('R', int32(3));

function message(kind: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(kind, 'latin1'), int32(body.length + 4), body]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

export const parseComplete = message('1');
export const bindComplete = message('2');
export const closeComplete = message('3');
export const noData = message('n');

/** Messages of a server (postgresql.org/docs/18/protocol-message-formats.html), as far as the model sends them. */
export type TransactionStatus = 'I' | 'T' | 'E';

export const ready = (status: TransactionStatus): Buffer => message('Z', Buffer.from(status, 'latin1'));

export function rowDescription(columns: readonly Column[]): Buffer {
  const fields = columns.map(({ name, type }) => {
    const { oid, size } = types[type];
    return Buffer.concat([text(name), int32(0), int16(0), int32(oid), int16(size), int32(-1), int16(0)]);
  });
  return message('T', int16(columns.length), ...fields);
}

const text = (value: string): Buffer => Buffer.from(`${value}\0`, 'utf8');

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

export const errorResponse = ({ code, message: words }: SqlError, severity: 'ERROR' | 'FATAL'): Buffer =>
  message('E', text(`S${severity}`), text(`V${severity}`), text(`C${code}`), text(`M${words}`), Buffer.from([0]));

/** The rows of a statement and its end. They are described before, unless the client has asked for that by itself. */
export function resultMessages({ tag, columns, row }: Result, { isDescribed = false } = {}): Buffer {
  if (columns.length === 0) return complete(tag);
  const description = isDescribed ? [] : [rowDescription(columns)];
  return Buffer.concat([...description, dataRow(row), complete(tag)]);
}

const complete = (tag: string): Buffer => message('C', text(tag));

function dataRow(values: readonly Value[]): Buffer {
  const fields = values.map((value) => {
    if (value === null) return int32(-1);
    const bytes = Buffer.from(textOf(value), 'utf8');
    return Buffer.concat([int32(bytes.length), bytes]);
  });
  return message('D', int16(values.length), ...fields);
}

function textOf(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return String(value);
}

/** What follows a good password. */
export const greeting = (isInRecovery: boolean): Buffer =>
  Buffer.concat([
    authenticationOk,
    parameter('server_version', '18.4'),
    parameter('client_encoding', 'UTF8'),
    parameter('server_encoding', 'UTF8'),
    parameter('DateStyle', 'ISO, MDY'),
    parameter('TimeZone', 'UTC'),
    parameter('integer_datetimes', 'on'),
    parameter('standard_conforming_strings', 'on'),
    parameter('in_hot_standby', isInRecovery ? 'on' : 'off'),
    backendKey,
    ready('I'),
  ]);

const parameter = (name: string, value: string): Buffer => message('S', text(name), text(value));
