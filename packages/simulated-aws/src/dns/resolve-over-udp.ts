import { Packet, UDPClient } from 'dns2';

export type UdpOptions = Readonly<{ port: number; timeoutMs?: number }>;

/** Where a name leads, and for how many seconds all of the answer may be believed. */
export type UdpAnswer = Readonly<{ canonicalName: string; address: string; ttl: number }>;

/** A client's stub resolver: one question for the address, no cache. The TTL is the shortest of the chain. */
export async function resolveOverUdp(name: string, options: UdpOptions): Promise<UdpAnswer> {
  const { header, answers } = await ask(name, options);
  if (header.rcode === Packet.RCODE.NXDOMAIN) throw failed('ENOTFOUND', name);
  const last = answers.find((answer) => answer.address !== undefined);
  if (last?.address === undefined) throw failed('ENODATA', name);
  return {
    canonicalName: last.name,
    address: last.address,
    ttl: Math.min(...answers.map((answer) => answer.ttl ?? 0)),
  };
}

async function ask(name: string, { port, timeoutMs = 1000 }: UdpOptions): Promise<Packet> {
  try {
    return await UDPClient({ dns: '127.0.0.1', port, timeout: timeoutMs, retryOverTCP: false })(name, 'A');
  } catch (error) {
    throw Object.assign(failed('ETIMEOUT', name), { cause: error });
  }
}

/** As node:dns fails, so that callers need not know which of the two they use. */
const failed = (code: 'ENOTFOUND' | 'ENODATA' | 'ETIMEOUT', hostname: string): Error =>
  Object.assign(new Error(`queryA ${code} ${hostname}`), { code, syscall: 'queryA', hostname });
