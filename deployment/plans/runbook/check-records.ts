import { isIPv4, isIPv6 } from 'node:net';
import type { RecordsSpec, SwitchDnsSpec } from '../../../shared/contracts/specs/switch-dns.ts';
import { plainHost } from '../../../shared/domain/balancer-name.ts';
import { parseServiceBinding } from '../../../shared/domain/service-binding.ts';
import type { Complaint } from '../complaint.ts';
import { type Placed, targetOf } from './view.ts';

type Switch = Placed<SwitchDnsSpec>;

type Also = RecordsSpec['also'][number];
type Type = SwitchDnsSpec['stays'][number]['type'];

/** Records that are moved with the first one, and those that stay. */
export const checkRecords = (one: Switch): Complaint[] => [...checkAlso(one), ...checkStays(one)];

function checkAlso({ path, spec }: Switch): Complaint[] {
  if (spec.strategy !== 'records') return [];
  return spec.also.flatMap((also, index) => {
    const at = [...path, 'switchDns', 'also', index];
    const twice = whyTwice(spec, also, index);
    return [
      ...(twice === undefined ? [] : [{ path: [...at, 'type'], message: twice }]),
      ...sidesOf(also).flatMap(([side, values]) => checkValues(also.type, values, [...at, side, 'values'])),
      ...checkTarget(spec, also, at),
    ];
  });
}

/** Route 53 has one simple record for each type of a name, and none beside a CNAME. */
function whyTwice(spec: RecordsSpec, { type, to }: Also, index: number): string | undefined {
  if ('cname' in spec.from) return `stands beside a CNAME, which Route 53 does not allow: leave it out`;
  if ('cname' in spec.to && to !== 'nothing')
    return `would stand beside a CNAME, which Route 53 does not allow: write to: nothing`;
  const isAgain = spec.also.slice(0, index).some((other) => other.type === type);
  return isAgain ? `is ${type}, which this step moves already: leave one of the two out` : undefined;
}

const sidesOf = ({ from, to }: Also): (readonly ['from' | 'to', readonly string[]])[] => [
  ['from', 'values' in from ? from.values : []],
  ['to', to !== 'nothing' && 'values' in to ? to.values : []],
];

/** One name leads to one host: what it answers is compared with the addresses of that. */
function checkTarget(spec: RecordsSpec, { from, to }: Also, at: Complaint['path']): Complaint[] {
  if (JSON.stringify(from) === JSON.stringify(to))
    return [
      {
        path: [...at, 'to'],
        message: 'is what stands there now: nothing would move; leave it out, or name it in stays',
      },
    ];
  if (to === 'nothing' || 'values' in to || plainHost(to.alias) === targetOf(spec)) return [];
  return [
    {
      path: [...at, 'to', 'alias'],
      message: `leads to ${to.alias}, and the name to ${targetOf(spec)}: name the same host`,
    },
  ];
}

const checkStays = ({ path, spec }: Switch): Complaint[] =>
  spec.stays.flatMap(({ type, value }, index) =>
    checkValues(type, [value], [...path, 'switchDns', 'stays', index, 'value']),
  );

function checkValues(type: Type, values: readonly string[], path: Complaint['path']): Complaint[] {
  const wrong = values.find((value) => !isOf(type, value));
  if (wrong === undefined) return [];
  return [{ path, message: `has ${wrong}, which is no ${wordsFor[type]}` }];
}

const wordsFor = {
  A: 'IPv4 address',
  AAAA: 'IPv6 address',
  HTTPS: 'HTTPS record such as 1 . alpn="h3,h2"',
  SVCB: 'SVCB record such as 1 svc.example.com.',
} as const;

function isOf(type: Type, value: string): boolean {
  if (type === 'A') return isIPv4(value);
  return type === 'AAAA' ? isIPv6(value) : parseServiceBinding(value) !== undefined;
}
