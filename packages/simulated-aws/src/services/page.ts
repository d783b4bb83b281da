import type { AwsFault } from '../call.ts';

export type Page<T> = Readonly<{ items: readonly T[]; next: string | undefined }>;

/** One page of a listing, and the opaque token of the next; `undefined` for a token that this function did not make. */
export function pageOf<T>(all: readonly T[], size: number, token?: string): Page<T> | undefined {
  const from = token === undefined ? 0 : decode(token);
  if (from === undefined) return undefined;
  const to = from + size;
  return { items: all.slice(from, to), next: to < all.length ? encode(to) : undefined };
}

function decode(token: string): number | undefined {
  const match = /^from:(\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  return match === null ? undefined : Number(match[1]);
}

const encode = (offset: number): string => Buffer.from(`from:${offset}`).toString('base64url');

/** `name`: what the operation calls the size. */
type Asked = Readonly<{ name: string; size: number; token: string | undefined }>;

/** How large a page of a service may be, and in which words it refuses a larger one, or a token that it did not make. */
type PageRules = Readonly<{ most: number; wrongSize: (message: string) => AwsFault; wrongToken: () => AwsFault }>;

/** As pageOf, of a service that refuses what it cannot give. */
export function pageWithin<T>(all: readonly T[], asked: Asked, rules: PageRules): Page<T> {
  const { most, wrongSize, wrongToken } = rules;
  if (asked.size < 1 || asked.size > most) throw wrongSize(`${asked.name} must be between 1 and ${most}.`);
  const page = pageOf(all, asked.size, asked.token);
  if (page === undefined) throw wrongToken();
  return page;
}
