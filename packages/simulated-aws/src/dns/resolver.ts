/** One answer record. `ttl` in seconds; `value` is a host name without final dot (CNAME) or an IPv4 address (A). */
export type DnsAnswer = Readonly<{ name: string; type: 'A' | 'CNAME'; ttl: number; value: string }>;

/** Route 53's data plane: what a resolver would be told right now. The chain in order, empty when the name does not exist. */
export type Resolver = Readonly<{ resolve: (name: string) => readonly DnsAnswer[] }>;
