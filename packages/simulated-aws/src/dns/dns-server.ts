import { createSocket } from 'node:dgram';
import { Packet, type Resource } from 'dns2';
import type { DnsAnswer, Resolver } from './resolver.ts';

const address = '127.0.0.1';

export type DnsServerOptions = Readonly<{ resolver: Resolver; port?: number }>;

export type DnsServer = Readonly<{ port: number; close: () => Promise<void> }>;

/**
 * A recursive resolver without a cache, over UDP on 127.0.0.1: A and CNAME with their TTL; a name that leads nowhere is
 * NXDOMAIN, another type of a name that exists NODATA. Not modelled: TCP, DNSSEC, the SOA of negative answers, and names that hold
 * only records of other types, which are taken for missing.
 */
export const createDnsServer = ({ resolver, port = 0 }: DnsServerOptions): Promise<DnsServer> =>
  new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.on('message', (message, sender) => {
      const query = parse(message);
      if (query === undefined) return;
      socket.send(answerTo(query, resolver).toBuffer(), sender.port, sender.address);
    });
    socket.once('error', reject);
    socket.bind(port, address, () => {
      socket.off('error', reject);
      // What a client that has gone leaves behind is not the server's trouble.
      socket.on('error', () => undefined);
      resolve({ port: socket.address().port, close: () => new Promise((closed) => void socket.close(() => closed())) });
    });
  });

/** Undefined for what is no DNS message: nothing is answered then. */
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
  const answers = resolver.resolve(question.name.toLowerCase());
  response.header.rcode = isMissing(answers, question.type) ? Packet.RCODE.NXDOMAIN : Packet.RCODE.NOERROR;
  response.answers = asked(answers, question.type).map(resourceOf);
  return response;
}

/** The code speaks of the name at the end of the chain (RFC 6604), unless the question was for the CNAME itself. */
const isMissing = (answers: readonly DnsAnswer[], type: number | undefined): boolean =>
  type === Packet.TYPE.CNAME ? answers.length === 0 : !answers.some((answer) => answer.type === 'A');

/** The part of the chain that the question asks for: all of it for an address, the CNAMEs for anything else. */
function asked(answers: readonly DnsAnswer[], type: number | undefined): readonly DnsAnswer[] {
  if (type === Packet.TYPE.CNAME) return answers.slice(0, 1).filter((answer) => answer.type === 'CNAME');
  return type === Packet.TYPE.A ? answers : answers.filter((answer) => answer.type === 'CNAME');
}

function resourceOf({ name, type, ttl, value }: DnsAnswer): Resource {
  const resource = new Packet.Resource(name, Packet.TYPE[type], Packet.CLASS.IN, ttl);
  return Object.assign(resource, type === 'A' ? { address: value } : { domain: value });
}
