import type { IncomingHttpHeaders } from 'node:http';

/** A request that is whole. Names of headers in lower case. */
export type Message = Readonly<{ method: string; url: string; headers: IncomingHttpHeaders; body: Buffer }>;

export type Reply = Readonly<{ status: number; headers: Readonly<Record<string, string>>; body: string | Uint8Array }>;

/** Undefined: the connection is closed without an answer. */
export type Answer = (message: Message) => Promise<Reply | undefined>;
