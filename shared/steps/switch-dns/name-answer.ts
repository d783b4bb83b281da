import { type AskDns, type DnsAnswer, leadsTo } from '../../aws/ask-dns.ts';
import { read } from '../../aws/read.ts';
import type { Finding } from '../../contracts/finding.ts';
import type { Reading } from '../../domain/reading.ts';
import { doubt, info } from '../../executor/findings.ts';
import type { StepRun } from '../../executor/step.ts';

/** The host that the name is to lead to, asked for at the first look alone: what is not there serves nobody after the switch, either. */
export const readHost = async (askDns: AskDns, host: string, run: StepRun): Promise<Reading<unknown> | undefined> =>
  run.startedAt === run.now ? await read(() => askDns(host)) : undefined;

/** A person may make it before, where one is asked. That nobody answers says nothing of it. */
export function assessHost(
  { name, host }: Readonly<{ name: string; host: string }>,
  reading: Reading<unknown> | undefined,
  run: StepRun,
): Finding[] {
  if (reading?.kind !== 'unreadable' || reading.failure.error !== 'ENOTFOUND') return [];
  const text = `there is no host ${host}, which ${name} is to lead to`;
  return [run.mayBeMade ? info(`${text}; a person may make it in a stage before`) : doubt(text)];
}

/** What the name answers now, and whether that leads where it shall. */
export type NameAnswer = Readonly<{ answer: string; isExpected: boolean }>;

/** An alias is answered with addresses alone, so those of the host are asked for, too. */
export const readNameAnswer = (askDns: AskDns, name: string, host: string): Promise<Reading<NameAnswer>> =>
  read(async () => {
    const answer = await askDns(name);
    const addresses = answer.cname === undefined ? (await askDns(host)).addresses : [];
    return { answer: inWords(answer), isExpected: leadsTo(answer, host, addresses) };
  });

const inWords = ({ cname, addresses }: DnsAnswer): string => cname ?? addresses.toSorted().join(', ');

/**
 * In words that stay the same from look to look: load balancers change their addresses. A health check that looks every ten
 * seconds turns within two or three of them, so the name is asked for each second; pace slows that down after a minute.
 */
export function waitForName(name: string, host: string, reading: Reading<NameAnswer>) {
  const because =
    reading.kind === 'known' ? `${name} does not lead to ${host} yet` : `${name}: ${reading.failure.error}`;
  return { wait: 1, because };
}
