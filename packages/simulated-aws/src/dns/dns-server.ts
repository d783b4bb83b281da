import { createSocket } from 'node:dgram';
import { Packet, type Resource } from 'dns2';
import { type DnsAnswer, type DnsType, dnsTypes, type Resolver } from './resolver.ts';
import { encodeServiceBinding } from './service-binding.ts';

const address = '127.0.0.1';

export type DnsServerOptions = Readonly<{ resolver: Resolver; port?: number }>;

export type DnsServer = Readonly<{ port: number; close: () => Promise<void> }>;

/**
 * A recursive resolver without a cache, over UDP on 127.0.0.1: what leads a client somewhere (A, AAAA, CNAME, HTTPS, SVCB) with its TTL; a name that
 * leads nowhere is NXDOMAIN, another type of a name that exists NODATA. Not modelled: TCP, DNSSEC, EDNS, the SOA of negative answers, and names that
 * hold only records of other types, which are taken for missing.
 */
export const createDnsServer = ({ resolver, port = 0 }: DnsServerOptions): Promise<DnsServer> =>
  new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.on('message', (message, sender) => {
      const answer = answerMessage(message, resolver);
      if (answer !== undefined) socket.send(answer, sender.port, sender.address);
    });
    socket.once('error', reject);
    socket.bind(port, address, () => {
      socket.off('error', reject);
      // What a client that has gone leaves behind is not the server's trouble.
      socket.on('error', () => undefined);
      resolve({ port: socket.address().port, close: () => new Promise((closed) => void socket.close(() => closed())) });
    });
  });

/** One datagram for another. Undefined for what is no DNS message: nothing is answered then. */
export function answerMessage(message: Buffer, resolver: Resolver): Buffer | undefined {
  const query = parse(message);
  return query && answerTo(query, resolver).toBuffer();
}

function parse(message: Buffer): Packet | undefined {
  try {
    return Packet.parse(message);
  } catch {
    return undefined;
  }
}

function answerTo(query: Packet, resolver: Resolver): Packet {
  const response = Packet.createResponseFromRequest(query);
  const [question] = query.questions;
  response.header.ra = 1;
  if (question === undefined || query.questions.length !== 1) {
    response.header.rcode = Packet.RCODE.FORMERR;
    return response;
  }
  if (query.header.opcode !== 0) {
    response.header.rcode = Packet.RCODE.NOTIMP;
    return response;
  }
  const name = question.name.toLowerCase();
  const type = typeOf(question.type);
  const answers = resolver.resolve(name, type);
  response.header.rcode = isMissing({ name, type }, answers, resolver) ? Packet.RCODE.NXDOMAIN : Packet.RCODE.NOERROR;
  response.answers = asked(answers, type).map(resourceOf);
  return response;
}

/** By the number of RFC 1035, RFC 3596 and RFC 9460; dns2 knows the last two only as bytes. */
const numbers: Readonly<Record<DnsType, number>> = { ...leading(Packet.TYPE), HTTPS: 65, SVCB: 64 };

function leading({ A, AAAA, CNAME }: typeof Packet.TYPE) {
  return { A, AAAA, CNAME };
}

const typeOf = (number: number | undefined): DnsType | undefined => dnsTypes.find((type) => numbers[type] === number);

type Asked = Readonly<{ name: string; type: DnsType | undefined }>;

/** The code speaks of the name at the end of the chain (RFC 6604), unless the question was for the CNAME itself. */
function isMissing({ name, type }: Asked, answers: readonly DnsAnswer[], resolver: Resolver): boolean {
  if (answers.some((answer) => answer.type !== 'CNAME')) return false;
  const last = type === 'CNAME' ? name : (answers.at(-1)?.value ?? name);
  return dnsTypes.every((type) => resolver.resolve(last, type).length === 0);
}

/** The part of the chain that the question asks for: all of it, or of another type that nobody is led by the CNAMEs. */
const asked = (answers: readonly DnsAnswer[], type: DnsType | undefined): readonly DnsAnswer[] =>
  answers.filter((answer) => answer.type === 'CNAME' || answer.type === type);

function resourceOf({ name, type, ttl, value }: DnsAnswer): Resource {
  const resource = new Packet.Resource(name, numbers[type], Packet.CLASS.IN, ttl);
  if (type === 'HTTPS' || type === 'SVCB') return Object.assign(resource, { data: encodeServiceBinding(value) });
  return Object.assign(resource, type === 'CNAME' ? { domain: value } : { address: value });
}
