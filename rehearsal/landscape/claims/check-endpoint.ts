import { expectationOf } from './expectation-of.ts';
import { ofKind } from './of-kind.ts';

/** Somebody answers there as the check wants it. */
export const checkedEndpoint = ofKind('checkEndpoint', ({ checkEndpoint: { url, method, status, contains } }) => [
  { is: 'expectation', expectation: { ...expectationOf(url), method, status, contains } },
]);
