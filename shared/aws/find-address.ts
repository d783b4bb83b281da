import { lookup } from 'node:dns/promises';

/** Whether a host has an address, asked as a request to it would ask. Throws what Node throws: ENOTFOUND, EAI_AGAIN. */
export type FindAddress = (host: string) => Promise<string>;

export const findAddress: FindAddress = async (host) => (await lookup(host)).address;
