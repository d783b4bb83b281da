import type { Answer } from './message.ts';
import type { Network } from './network.ts';

/** Documentation ranges (RFC 5737); what is beyond them comes from the range for benchmarks (RFC 2544). */
const ranges = ['203.0.113', '198.51.100', '192.0.2'] as const;
const hostsPerRange = 254;

export type Hosts = ReturnType<typeof createHosts>;

type Accept = Parameters<Network['listen']>[1];
export type Door = Readonly<{ accept: Accept; answer: Answer | undefined; region: string | undefined }>;

/** A host that somebody has listened under. It keeps its address when nobody does any more, as names keep theirs. */
export type Host = {
  readonly name: string;
  readonly address: string;
  region: string | undefined;
  readonly doors: Map<number, Door>;
};

/** Hosts by name and by address, addresses given in the order of registration. */
export function createHosts() {
  const byName = new Map<string, Host>();
  const byAddress = new Map<string, Host>();
  const resolver: { resolve: (host: string) => string | undefined } = { resolve: () => undefined };

  const add = (name: string, region: string | undefined): Host => {
    const known = byName.get(normal(name));
    if (known !== undefined) {
      known.region = region;
      return known;
    }
    const host: Host = { name: normal(name), address: addressAt(byName.size), region, doors: new Map() };
    byName.set(normal(name), host);
    byAddress.set(host.address, host);
    return host;
  };

  const find = (name: string): Host | undefined => {
    const direct = byName.get(normal(name)) ?? byAddress.get(name);
    if (direct !== undefined) return direct;
    const canonical = resolver.resolve(normal(name));
    return canonical === undefined ? undefined : byName.get(normal(canonical));
  };

  const listen: Network['listen'] = ({ host: name, port, region }, accept, answer) => {
    const host = add(name, region);
    if (host.doors.has(port)) throw new Error(`Somebody listens at ${name}:${port} already.`);
    return open(host, port, { accept, answer, region });
  };

  const useResolver = (resolve: (host: string) => string | undefined): void => {
    resolver.resolve = resolve;
  };

  return { listen, find, useResolver };
}

const normal = (name: string): string => name.toLowerCase().replace(/\.$/, '');

function addressAt(index: number): string {
  const range = ranges[Math.floor(index / hostsPerRange)];
  if (range !== undefined) return `${range}.${1 + (index % hostsPerRange)}`;
  const rest = index - ranges.length * hostsPerRange;
  return `198.18.${Math.floor(rest / hostsPerRange)}.${1 + (rest % hostsPerRange)}`;
}

function open(host: Host, port: number, door: Door) {
  host.doors.set(port, door);
  const close = (): void => {
    if (host.doors.get(port) === door) host.doors.delete(port);
  };
  return { close };
}
