import type { IncomingMessage } from 'node:http';
import type { Expectation } from '../claims/claim.ts';

type Place = Readonly<{ region: string; otherRegion: string; expectations: readonly Expectation[] }>;

/**
 * What a service that is well answers to this request, by what the plan expects of its path; undefined where it expects nothing. A request
 * that is to be refused is known by its status.
 */
export function answerTo(place: Place, { method, url }: Pick<IncomingMessage, 'method' | 'url'>) {
  const wanted = place.expectations.filter((one) => one.path === url && one.method === method);
  const [first] = wanted;
  if (first === undefined) return undefined;
  const own = JSON.stringify({ status: 'ok', region: place.region });
  const texts = [...new Set(textsOf(wanted, place))].filter((text) => !own.includes(text));
  return { status: first.status, body: [own, ...texts].join('\n') };
}

/** Texts that are asked for, as far as they are true here: what names the other Region is only said there. */
const textsOf = (wanted: readonly Expectation[], { otherRegion }: Place): string[] =>
  wanted.flatMap(({ contains }) => (contains === undefined || contains.includes(otherRegion) ? [] : [contains]));
