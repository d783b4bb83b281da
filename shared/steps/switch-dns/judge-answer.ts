import type { DnsAnswer, HostAddresses } from '../../aws/ask-dns.ts';
import { plainAddress } from '../../domain/address.ts';
import { isSameHost } from '../../domain/balancer-name.ts';
import { bindingInWords, parseServiceBinding, type ServiceBinding } from '../../domain/service-binding.ts';

/** The types of records that lead a client somewhere. */
export const leadingTypes = ['A', 'AAAA', 'CNAME', 'HTTPS', 'SVCB'] as const;
export type LeadingType = (typeof leadingTypes)[number];

/** A value of a record, by its type. */
export type TypedValue = Readonly<{ type: string; value: string }>;

/** Where a name shall lead, and what the plan says of it besides. */
export type Goal = Readonly<{
  name: string;
  host: string;
  /** What stands there after the step, or stays there, by the word of the plan: it leads nobody to the side that is left. */
  right: readonly TypedValue[];
}>;

/** What the name answers now. `leads`: types by which it is seen to lead to the goal; `elsewhere`: all others. */
export type NameAnswer = Readonly<{
  answer: string;
  leads: readonly LeadingType[];
  elsewhere: readonly LeadingType[];
  /** Types that nobody answered. */
  unasked: readonly LeadingType[];
}>;

/** An answer has eight addresses of a large load balancer at most, others from time to time: elb-load-balancer-dns.html. */
const mostAddresses = 8;

/**
 * By name, or by address where an alias hides the name. Each address must be one of the host; only of a host that has more than an answer holds
 * is one enough, since no other has it.
 */
export function judgeAnswer(goal: Goal, answer: DnsAnswer, host: HostAddresses): NameAnswer {
  const { cname, addresses, ipv6, bindings } = answer;
  if (cname !== undefined) {
    const isThere = isSameHost(cname, goal.host);
    return { answer: cname, leads: isThere ? ['CNAME'] : [], elsewhere: isThere ? [] : ['CNAME'], unasked: [] };
  }
  const known = bindings.kind === 'known' ? bindings.value : [];
  const all = [
    ...judged(goal, 'A', { ofName: addresses, ofHost: host.addresses }),
    ...judged(goal, 'AAAA', { ofName: ipv6, ofHost: host.ipv6 }),
    ...known.map((binding) => ({ type: binding.type, isThere: isBindingThere(goal, binding, host) })),
  ];
  const typesThat = (isThere: boolean) => [
    ...new Set(all.flatMap((one) => (one.isThere === isThere ? [one.type] : []))),
  ];
  const elsewhere = typesThat(false);
  return {
    answer: [...addresses.toSorted(), ...ipv6.toSorted(), ...known.map(typedWords)].join(', '),
    leads: typesThat(true).filter((type) => !elsewhere.includes(type)),
    elsewhere,
    unasked: bindings.kind === 'known' ? [] : ['HTTPS', 'SVCB'],
  };
}

/** Somebody is led there by an address, and nobody elsewhere. */
export const isLedThere = ({ leads, elsewhere }: NameAnswer): boolean =>
  elsewhere.length === 0 && leads.some((type) => type === 'A' || type === 'AAAA' || type === 'CNAME');

type Judged = Readonly<{ type: Exclude<LeadingType, 'CNAME'>; isThere: boolean }>;

type Compared = Readonly<{ ofName: readonly string[]; ofHost: readonly string[] }>;

function judged(goal: Goal, type: 'A' | 'AAAA', { ofName, ofHost }: Compared): Judged[] {
  if (ofName.length === 0) return [];
  const rest = ofName.filter((value) => !isRight(goal, { type, value }));
  const isOfHost = (one: string) => ofHost.includes(one);
  const isMany = ofHost.length >= mostAddresses;
  return [{ type, isThere: isMany ? rest.length === 0 || rest.some(isOfHost) : rest.every(isOfHost) }];
}

/** Whether the plan itself says so. */
export const isRight = ({ right }: Pick<Goal, 'right'>, { type, value }: TypedValue): boolean =>
  right.some((one) => one.type === type && plainValue(type, one.value) === plainValue(type, value));

/** As values of a type are compared. */
export function plainValue(type: string, value: string): string {
  if (type === 'A' || type === 'AAAA') return plainAddress(value);
  const binding = parseServiceBinding(value);
  return binding === undefined ? value.toLowerCase() : bindingInWords(binding);
}

/**
 * One that is about the name itself and hints at no address leads nowhere of its own: its clients ask for the addresses of the name. Priority 0
 * sends them to another host altogether.
 */
export function isBindingThere(
  goal: Goal,
  { type, ...binding }: ServiceBinding & { type: string },
  host: HostAddresses,
): boolean {
  if (isRight(goal, { type, value: bindingInWords(binding) })) return true;
  const { target, hints } = binding;
  const isTarget = target === '' || target === goal.name || isSameHost(target, goal.host);
  return isTarget && hints.every((hint) => host.addresses.includes(hint) || host.ipv6.includes(hint));
}

const typedWords = ({ type, ...binding }: ServiceBinding & { type: string }): string =>
  `${type} ${bindingInWords(binding)}`;
