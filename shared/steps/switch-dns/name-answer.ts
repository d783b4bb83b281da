import { type AskDns, type DnsAnswer, leadsTo } from '../../aws/ask-dns.ts';
import { read } from '../../aws/read.ts';
import type { Reading } from '../../domain/reading.ts';

/** What the name answers now, and whether that leads where it shall. */
export type NameAnswer = Readonly<{ answer: string; isExpected: boolean }>;

const inWords = ({ cname, addresses }: DnsAnswer): string => cname ?? addresses.toSorted().join(', ');

/** An alias is answered with addresses alone, so those of the host are asked for, too. */
export const readNameAnswer = (askDns: AskDns, name: string, host: string): Promise<Reading<NameAnswer>> =>
  read(async () => {
    const answer = await askDns(name);
    const addresses = answer.cname === undefined ? (await askDns(host)).addresses : [];
    return { answer: inWords(answer), isExpected: leadsTo(answer, host, addresses) };
  });

/**
 * In words that stay the same from look to look: load balancers change their addresses. A health check that looks every ten
 * seconds turns within two or three of them, so the name is asked for each second; pace slows that down after a minute.
 */
export const waitForName = (name: string, host: string, reading: Reading<NameAnswer>) => {
  const because =
    reading.kind === 'known' ? `${name} does not lead to ${host} yet` : `${name}: ${reading.failure.error}`;
  return { wait: 1, because };
};
