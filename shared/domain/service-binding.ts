import { plainAddress } from './address.ts';

/**
 * Where an HTTPS or SVCB record leads clients (RFC 9460). `target` is in lower case and without its final dot, and empty where the record is
 * about its own name. `hints` are addresses that clients may try before they have asked for any.
 */
export type ServiceBinding = Readonly<{ priority: number; target: string; hints: readonly string[] }>;

/** From the value of a record as Route 53 keeps it: `1 . alpn="h3,h2" ipv4hint=192.0.2.1`. Undefined for what is none. */
export function parseServiceBinding(value: string): ServiceBinding | undefined {
  const [priority = '', target = '', ...params] = value.trim().split(/\s+(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  if (!/^\d{1,5}$/.test(priority) || target === '') return undefined;
  return {
    priority: Number(priority),
    target: target.toLowerCase().replace(/\.$/, ''),
    hints: params.flatMap(hintsIn).map(plainAddress),
  };
}

function hintsIn(param: string): string[] {
  const [, list] = /^ipv[46]hint="?([^"]*)"?$/i.exec(param) ?? [];
  return list?.split(',').filter((hint) => hint !== '') ?? [];
}

/** As a value of a record again, with what leads somewhere and nothing else. */
export function bindingInWords({ priority, target, hints }: ServiceBinding): string {
  const hinted = (key: string, isOfKind: (hint: string) => boolean): string[] => {
    const list = hints.filter(isOfKind).toSorted();
    return list.length === 0 ? [] : [`${key}=${list.join(',')}`];
  };
  return [
    priority,
    target === '' ? '.' : target,
    ...hinted('ipv4hint', (hint) => !hint.includes(':')),
    ...hinted('ipv6hint', (hint) => hint.includes(':')),
  ].join(' ');
}
