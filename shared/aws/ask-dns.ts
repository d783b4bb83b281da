import { Resolver } from 'node:dns/promises';
import { plainAddress } from '../domain/address.ts';
import type { Reading } from '../domain/reading.ts';
import { askBindings, type NamedBinding } from './ask-bindings.ts';
import { read } from './read.ts';

const patienceMs = 3000;

/** Of the questions that Node's resolver does not know. */
const bindingsMs = 2500;

/**
 * By itself the resolver of Node waits two seconds and more before it asks again: one datagram lost on the way, in either of two questions,
 * would be the end of a look. So it is asked again within half a second each time: measured, one lost costs 0.5 s, three cost 1.3 s.
 */
const pace = { timeout: 250, maxTimeout: 500, tries: 8 } as const;

/**
 * What a name answers, as this function's resolver has it: the name it is another name of, or everything else that leads a client somewhere.
 * Of a name that is another name all else is what that one answers, and is left out.
 */
export type DnsAnswer = Readonly<{
  cname: string | undefined;
  /** IPv4. */
  addresses: readonly string[];
  /** As RFC 5952 writes them. */
  ipv6: readonly string[];
  /** HTTPS and SVCB. Unreadable: the resolver answers such questions not now, or never. */
  bindings: Reading<readonly NamedBinding[]>;
}>;

/** A host's own addresses, whatever it is another name of. */
export type HostAddresses = Pick<DnsAnswer, 'addresses' | 'ipv6'>;

export type AskDns = Readonly<{
  name: (name: string) => Promise<DnsAnswer>;
  host: (host: string) => Promise<HostAddresses>;
}>;

/** `servers`: others than this machine's, as address:port. Throws what Node throws, or DnsTimeout after three seconds. */
export function createAskDns(servers?: readonly string[]): AskDns {
  const asking =
    <T>(ask: (name: string, resolver: Resolver) => Promise<T>) =>
    (name: string): Promise<T> => {
      const resolver = new Resolver(pace);
      if (servers !== undefined) resolver.setServers(servers);
      return inTime(name, ask(name, resolver), () => resolver.cancel());
    };
  return { name: asking(answerOf), host: asking(addressesOf) };
}

/** `stop`: what is still asked is given up. */
async function inTime<T>(name: string, work: Promise<T>, stop: () => void): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(timeout(name));
      stop();
    }, patienceMs);
  });
  return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function timeout(name: string): Error {
  return Object.assign(new Error(`no answer for ${name} in ${patienceMs} ms`), { name: 'DnsTimeout' });
}

/** All questions at once. An answer to the first makes the others needless, whatever becomes of them. */
async function answerOf(name: string, resolver: Resolver): Promise<DnsAnswer> {
  const addresses = addressesOf(name, resolver);
  const bindings = bindingsOf(name, resolver);
  addresses.catch(() => undefined);
  try {
    const cname = await cnameOf(name, resolver);
    if (cname !== undefined) return { cname, addresses: [], ipv6: [], bindings: { kind: 'known', value: [] } };
    return { cname, ...(await addresses), bindings: await bindings.answer };
  } finally {
    bindings.cancel();
  }
}

async function addressesOf(name: string, resolver: Resolver): Promise<HostAddresses> {
  const [addresses, ipv6] = await Promise.all([
    noneAs([], resolver.resolve4(name)),
    noneAs([], resolver.resolve6(name)),
  ]);
  return { addresses, ipv6: ipv6.map(plainAddress) };
}

const cnameOf = async (name: string, resolver: Resolver): Promise<string | undefined> =>
  (await noneAs([], resolver.resolveCname(name)))[0]?.toLowerCase();

/** A name that is there and has no record of this type. */
async function noneAs<T>(none: T, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENODATA') return none;
    throw error;
  }
}

/** They end before all else does: their silence is a fact beside the addresses, and not the end of the look. */
function bindingsOf(name: string, resolver: Resolver) {
  const servers = resolver.getServers();
  const queries = (['HTTPS', 'SVCB'] as const).map((type) => askBindings(name, type, servers));
  const end = (): void => {
    for (const { cancel } of queries) cancel();
  };
  const timer = setTimeout(end, bindingsMs);
  const answer = read(async () => (await Promise.all(queries.map((query) => query.answer))).flat());
  const cancel = (): void => {
    clearTimeout(timer);
    end();
  };
  return { answer, cancel };
}

export const askDns: AskDns = createAskDns();
