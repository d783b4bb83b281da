/** The types of records that lead a client somewhere. */
export const dnsTypes = ['A', 'AAAA', 'CNAME', 'HTTPS', 'SVCB'] as const;
export type DnsType = (typeof dnsTypes)[number];

/**
 * One answer record. `ttl` in seconds; `value` is a host name without final dot (CNAME), an address (A, AAAA), or a service binding as a zone file
 * has it (HTTPS, SVCB).
 */
export type DnsAnswer = Readonly<{ name: string; type: DnsType; ttl: number; value: string }>;

/**
 * Route 53's data plane: what a resolver would be told right now of one type of records, of addresses (A) where none is given. The chain in order:
 * the CNAMEs on the way, then the records at its end. Empty where there is nothing of that type.
 */
export type Resolver = Readonly<{ resolve: (name: string, type?: DnsType) => readonly DnsAnswer[] }>;
