import type { AskDns, HostAddresses } from '../../aws/ask-dns.ts';
import { read } from '../../aws/read.ts';
import type { Finding } from '../../contracts/finding.ts';
import { knownOf, type Reading } from '../../domain/reading.ts';
import { doubt, info } from '../../executor/findings.ts';
import type { StepRun } from '../../executor/step.ts';
import { type Goal, isLedThere, judgeAnswer, type NameAnswer } from './judge-answer.ts';
import type { Unmoved } from './judge-records.ts';

/** The host that the name is to lead to, asked for at the first look alone: what is not there serves nobody after the switch, either. */
export const readHost = async (
  askDns: AskDns,
  host: string,
  run: StepRun,
): Promise<Reading<HostAddresses> | undefined> =>
  run.startedAt === run.now ? await read(() => askDns.host(host)) : undefined;

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

/** What the name answers, beside the addresses of the host that it shall lead to. */
export type Asked = NameAnswer & Readonly<{ host: HostAddresses }>;

const noAddresses = { addresses: [], ipv6: [] } as const;

/** An alias is answered with addresses alone, so those of the host are asked for, too. */
export const readNameAnswer = (askDns: AskDns, goal: Goal): Promise<Reading<Asked>> =>
  read(async () => {
    const answer = await askDns.name(goal.name);
    const host = answer.cname === undefined ? await askDns.host(goal.host) : noAddresses;
    return { ...judgeAnswer(goal, answer, host), host };
  });

/** As far as anybody has answered. */
export const hostAddresses = (host: Reading<HostAddresses> | undefined, name: Reading<Asked>): HostAddresses =>
  (host && knownOf(host)) ?? knownOf(name)?.host ?? noAddresses;

/**
 * In words that stay the same from look to look: load balancers change their addresses. A health check that looks every ten
 * seconds turns within two or three of them, so the name is asked for each second; pace slows that down after a minute.
 */
export const waitForName = (goal: Goal, reading: Reading<NameAnswer>, unmoved: readonly Unmoved[]) => ({
  wait: 1,
  because: reading.kind === 'known' ? whyNot(goal, reading.value, unmoved) : `${goal.name}: ${reading.failure.error}`,
});

/** Where an address leads there already, what does not is named. */
function whyNot({ name, host }: Goal, answer: NameAnswer, unmoved: readonly Unmoved[]): string {
  const said = unmoved.map(({ text }) => text);
  const rest = said.length > 0 ? said : answer.elsewhere.map((type) => `its ${type} answer`);
  const isPart = answer.leads.length > 0 && rest.length > 0;
  return isPart
    ? `${name} leads to ${host} by ${answer.leads.join(' and ')}, and not by ${rest.join('; ')}`
    : `${name} does not lead to ${host} yet`;
}

/** Whether every answer leads there; of a type that nobody answered the records of the zone must tell. */
export const isThere = (reading: Reading<NameAnswer>): reading is Extract<Reading<NameAnswer>, { kind: 'known' }> =>
  reading.kind === 'known' && isLedThere(reading.value);

/** Whether some answer leads there, so that it is time to ask what the others are. */
export const isLedInPart = (reading: Reading<NameAnswer>): boolean =>
  reading.kind === 'known' && reading.value.leads.length > 0;
