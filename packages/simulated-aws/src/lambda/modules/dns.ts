import dns from 'node:dns';
import { type DnsType, dnsTypes, type Resolver } from '../../dns/resolver.ts';
import { type Host, isCallback, isRecord, type Module } from '../host.ts';

type Query = (name: string, options?: unknown) => unknown;

/** node:dns and node:dns/promises: lookup, resolve4, resolve6, resolveCname and resolve of those types, Resolver too; the rest is refused. */
export function createDns(host: Host, refused: (module: string) => Module): { dns: Module; promises: Module } {
  const { life, world } = host;
  const queries = createQueries(host.resolver, world.network.addressOf);
  const resolve: Query = (name, type) => {
    if (type === 'CNAME') return queries.resolveCname(name);
    return type === 'AAAA' ? queries.resolve6(name) : queries.resolve4(name);
  };

  const asCallback =
    (query: Query, spread: (found: unknown) => unknown[]) =>
    (name: string, ...rest: unknown[]): void => {
      const done = rest.find(isCallback);
      asPromise(query)(
        name,
        rest.find((value) => !isCallback(value)),
      ).then(
        (found) => life.run(() => done?.(null, ...spread(found))),
        (error: unknown) => life.run(() => done?.(error)),
      );
    };
  const promises = Object.assign(refused('dns/promises'), {
    lookup: asPromise(queries.lookup),
    resolve4: asPromise(queries.resolve4),
    resolve6: asPromise(queries.resolve6),
    resolveCname: asPromise(queries.resolveCname),
    resolve: asPromise(resolve),
  });
  /** Of its settings none matters here, where no question is lost. */
  class Resolver {
    readonly resolve4 = promises.resolve4;
    readonly resolve6 = promises.resolve6;
    readonly resolveCname = promises.resolveCname;
    readonly resolve = promises.resolve;
    readonly getServers = getServers;
    cancel(): void {}
  }
  const callbacks = {
    lookup: asCallback(queries.lookup, addressAndFamily),
    resolve4: asCallback(queries.resolve4, whole),
    resolve6: asCallback(queries.resolve6, whole),
    resolveCname: asCallback(queries.resolveCname, whole),
    resolve: asCallback(resolve, whole),
  };
  const constants = { ADDRCONFIG: dns.ADDRCONFIG, ALL: dns.ALL, V4MAPPED: dns.V4MAPPED };
  return {
    dns: Object.assign(refused('dns'), constants, callbacks, { promises, getServers }),
    promises: Object.assign(promises, { Resolver, getServers }),
  };
}

const whole = (found: unknown) => [found];
const addressAndFamily = (found: unknown) => (isRecord(found) ? [found.address, found.family] : [found]);

/** Lambda's own resolver, at the address that it has in every function. */
export const nameServer = '169.254.100.5';
const getServers = (): string[] => [nameServer];

/** Queries against what Route 53's data plane says now. Resolvers between are not modelled: no answer is older than that. */
function createQueries({ resolve }: Resolver, addressOf: (host: string) => string) {
  const chain = (name: string, syscall: string, type: DnsType) => {
    const answers = resolve(name, type);
    if (answers.length > 0) return answers;
    const isKnown = dnsTypes.some((other) => resolve(name, other).length > 0);
    throw notFound(isKnown ? 'ENODATA' : 'ENOTFOUND', syscall, name);
  };
  const resolveCname = (name: string): string[] => {
    const first = chain(name, 'queryCname', 'CNAME').find((answer) => answer.name === name && answer.type === 'CNAME');
    if (first === undefined) throw notFound('ENODATA', 'queryCname', name);
    return [first.value];
  };
  const resolveAddresses =
    (type: 'A' | 'AAAA', syscall: string): Query =>
    (name, options) => {
      const found = chain(name, syscall, type).filter((answer) => answer.type === type);
      if (found.length === 0) throw notFound('ENODATA', syscall, name);
      const isTtlWanted = isRecord(options) && options.ttl === true;
      return found.map(({ value, ttl }) => (isTtlWanted ? { address: value, ttl } : value));
    };
  const resolve4 = resolveAddresses('A', 'queryA');
  const resolve6 = resolveAddresses('AAAA', 'queryAaaa');
  const registered = (name: string): string => {
    try {
      return addressOf(name);
    } catch {
      throw notFound('ENOTFOUND', 'getaddrinfo', name);
    }
  };
  /** Names outside Route 53 (AWS's own end points) have the address that the network gave them. */
  const lookup = (name: string, options?: unknown): unknown => {
    const answers = resolve(name);
    const found = answers.find(({ type }) => type === 'A')?.value ?? registered(answers.at(-1)?.value ?? name);
    const isAll = isRecord(options) && options.all === true;
    return isAll ? [{ address: found, family: 4 }] : { address: found, family: 4 };
  };
  return { resolveCname, resolve4, resolve6, lookup };
}

const notFound = (code: 'ENOTFOUND' | 'ENODATA', syscall: string, hostname: string) =>
  Object.assign(new Error(`${syscall} ${code} ${hostname}`), { code, syscall, hostname });

const asPromise =
  (query: Query) =>
  async (name: string, options?: unknown): Promise<unknown> =>
    query(name, options);
