import { type LookupAddress, lookup as resolve } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { whyNotToAsk } from '../contracts/askable-host.ts';

/** Throws nothing by itself: it is what a connection fails with before it is made. */
export const notAskable = (why: string): Error =>
  Object.assign(new Error(`it is not asked: ${why}`), { name: 'EndpointNotAskable', code: 'ENOTASKABLE' });

type Resolve = (
  name: string,
  options: Parameters<LookupFunction>[1] & { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export type WhyNotToAsk = (address: string) => string | undefined;

/**
 * Resolves a name for a connection, and refuses when any of its addresses is one that nobody should be sent to: the connection is
 * made to just these addresses, so that a second answer of the name servers cannot lead elsewhere.
 */
export const createAskableLookup =
  (resolveAll: Resolve = resolve, why: WhyNotToAsk = whyNotToAsk): LookupFunction =>
  (name, options, done) => {
    resolveAll(name, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '');
      const objection = addresses.map(({ address }) => why(address)).find((one) => one !== undefined);
      if (objection !== undefined) return done(notAskable(`${name} leads to ${objection}`), '');
      const [first] = addresses;
      if (options.all === true || first === undefined) return done(null, addresses);
      return done(null, first.address, first.family);
    });
  };
