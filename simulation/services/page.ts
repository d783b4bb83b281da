export type Page<T> = Readonly<{ items: readonly T[]; next: string | undefined }>;

const encode = (offset: number): string => Buffer.from(`from:${offset}`).toString('base64url');

const decode = (token: string): number | undefined => {
  const match = /^from:(\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  return match === null ? undefined : Number(match[1]);
};

/** One page of a listing, and the opaque token of the next; `undefined` for a token that this function did not make. */
export const pageOf = <T>(all: readonly T[], size: number, token?: string): Page<T> | undefined => {
  const from = token === undefined ? 0 : decode(token);
  if (from === undefined) return undefined;
  const to = from + size;
  return { items: all.slice(from, to), next: to < all.length ? encode(to) : undefined };
};
