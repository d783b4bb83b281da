import { Resolver } from 'node:dns/promises';
import { isSameHost } from '../domain/balancer-name.ts';

const patienceMs = 3000;

/**
 * By itself the resolver of Node waits two seconds and more before it asks again: one datagram lost on the way, in either of two questions,
 * would be the end of a look. So it is asked again within half a second each time: measured, one lost costs 0.5 s, three cost 1.3 s.
 */
const pace = { timeout: 250, maxTimeout: 500, tries: 8 } as const;

/** What a name answers, as this function's resolver has it: the name it is another name of, or addresses. */
export type DnsAnswer = Readonly<{ cname: string | undefined; addresses: readonly string[] }>;

export type AskDns = (name: string) => Promise<DnsAnswer>;

/** `servers`: others than this machine's, as address:port. Throws what Node throws, or DnsTimeout after three seconds. */
export function createAskDns(servers?: readonly string[]): AskDns {
  return (name) => {
    const resolver = new Resolver(pace);
    if (servers !== undefined) resolver.setServers(servers);
    return inTime(name, answerOf(name, resolver), () => resolver.cancel());
  };
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

/** Both questions at once. An answer to the first makes the second needless, whatever becomes of that. */
async function answerOf(name: string, resolver: Resolver): Promise<DnsAnswer> {
  const addresses = resolver.resolve4(name);
  addresses.catch(() => undefined);
  const cname = await cnameOf(name, resolver);
  return { cname, addresses: cname === undefined ? await addresses : [] };
}

async function cnameOf(name: string, resolver: Resolver): Promise<string | undefined> {
  try {
    const [cname] = await resolver.resolveCname(name);
    return cname?.toLowerCase();
  } catch (error) {
    if (hasNone(error)) return undefined;
    throw error;
  }
}

function hasNone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENODATA';
}

export const askDns: AskDns = createAskDns();

/**
 * Whether a name leads to a host: by name, or by address where an alias hides the name. Of the addresses of a large load balancer each answer
 * has eight at most, others from time to time: one that both have is of it and of no other.
 */
export const leadsTo = (answer: DnsAnswer, host: string, addressesOfHost: readonly string[]): boolean =>
  answer.cname === undefined
    ? answer.addresses.some((address) => addressesOfHost.includes(address))
    : isSameHost(answer.cname, host);
