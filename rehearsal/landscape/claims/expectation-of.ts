import type { Expectation } from './claim.ts';

/** Of a GET of this address. */
export function expectationOf(url: string): Expectation {
  const { hostname, pathname, search } = new URL(url);
  return { host: hostname, method: 'GET', path: `${pathname}${search}`, status: 200 };
}
