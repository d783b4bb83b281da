export type JsonObject = { readonly [key: string]: Json };

/** JSON as state machines pass it on. Values are shared, never copied: nobody changes one that he was given. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export const isList = (value: unknown): value is readonly Json[] => Array.isArray(value);

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value);

export function kindOf(value: Json): string {
  if (value === null) return 'null';
  return isList(value) ? 'array' : typeof value;
}

/** A value together with its text, which the history and the size quota need: written once, passed on as it is. */
export type Document = Readonly<{ value: Json; text: string }>;

export const documentOf = (value: Json): Document => ({ value, text: JSON.stringify(value) });

/** `undefined` for what is not JSON text. */
export function readDocument(text: string): Document | undefined {
  try {
    return { value: parseJson(text), text };
  } catch {
    return undefined;
  }
}

const parseJson = (text: string): Json => JSON.parse(text);

/**
 * A clean copy of what an expression or an AWS call answered; `undefined` where it is not JSON (functions, NaN). Dates
 * become ISO 8601, bytes become text, members that are undefined are left out.
 */
export function jsonOf(value: unknown): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (Array.isArray(value)) return fromList(value);
  return typeof value === 'object' ? fromObject(value) : undefined;
}

function fromList(value: readonly unknown[]): Json | undefined {
  const list: Json[] = [];
  for (const item of value) {
    const json = jsonOf(item);
    if (json === undefined) return undefined;
    list.push(json);
  }
  return list;
}

function fromObject(value: object): Json | undefined {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  const members: [string, Json][] = [];
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const json = jsonOf(member);
    if (json === undefined) return undefined;
    members.push([key, json]);
  }
  return Object.fromEntries(members);
}
