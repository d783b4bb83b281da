import type { CallError } from '../domain/judge-call-error.ts';
import { outsideText } from '../domain/outside-text.ts';

/** Names that say nothing: Node and pg tell more by the code. */
const vague = new Set(['Error', 'error', 'DatabaseError', 'AggregateError']);

/** The facts of an error that AWS, Node or PostgreSQL threw. */
export function callErrorOf(error: unknown): CallError {
  if (!isRecord(error)) return { error: 'Error', message: outsideText(String(error)) };
  const metadata = error.$metadata;
  const status = isRecord(metadata) ? metadata.httpStatusCode : undefined;
  return {
    error: nameOf(error),
    message: outsideText(textOf(error.message) ?? ''),
    ...(typeof status === 'number' ? { status } : {}),
  };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function nameOf(error: Readonly<Record<string, unknown>>): string {
  const name = textOf(error.name);
  const code = textOf(error.code);
  return name === undefined || vague.has(name) ? (code ?? 'Error') : name;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
