import { resolve4, resolveCname } from 'node:dns/promises';
import { isSameHost } from '../domain/balancer-name.ts';

/** What a name answers, as this function's resolver has it: the name it is another name of, or addresses. */
export type DnsAnswer = Readonly<{ cname: string | undefined; addresses: readonly string[] }>;

export type AskDns = (name: string) => Promise<DnsAnswer>;

const patienceMs = 3000;

const timeout = (name: string): Error =>
  Object.assign(new Error(`no answer for ${name} in ${patienceMs} ms`), { name: 'DnsTimeout' });

const inTime = async <T>(name: string, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(timeout(name)), patienceMs);
  });
  return await Promise.race([work, late]).finally(() => clearTimeout(timer));
};

const hasNone = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENODATA';

const cnameOf = async (name: string): Promise<string | undefined> => {
  try {
    const [cname] = await resolveCname(name);
    return cname?.toLowerCase();
  } catch (error) {
    if (hasNone(error)) return undefined;
    throw error;
  }
};

export const askDns: AskDns = (name) =>
  inTime(
    name,
    (async () => {
      const cname = await cnameOf(name);
      return { cname, addresses: cname === undefined ? await resolve4(name) : [] };
    })(),
  );

/**
 * Whether a name leads to a host: by name, or by address where an alias hides the name. Of the addresses of a large load balancer each answer
 * has eight at most, others from time to time: one that both have is of it and of no other.
 */
export const leadsTo = (answer: DnsAnswer, host: string, addressesOfHost: readonly string[]): boolean =>
  answer.cname === undefined
    ? answer.addresses.some((address) => addressesOfHost.includes(address))
    : isSameHost(answer.cname, host);
