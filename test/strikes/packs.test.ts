import { expect, it } from 'vitest';
import { packsOf } from './packs.ts';
import type { Strike } from './strike.ts';

const strike = (changes: Partial<Strike> = {}): Strike => ({
  ...{ sort: 'state', actor: 'recover', visit: 1, what: 'CloseRun', nth: 1, subject: '', changes: 0, order: 0 },
  ...{ kind: 'stopped', ...changes },
});

const sizesOf = (strikes: readonly Strike[]): number[] => packsOf(strikes).map((pack) => pack.length);

const ofVisits = (count: number, changes: Partial<Strike>): Strike[] =>
  Array.from({ length: count }, (_, index) => strike({ visit: index + 1, ...changes }));

it('no two strikes of a run fall upon one visit, which would shift the numbers of what comes after the first', () => {
  expect(sizesOf([strike({ what: 'OpenRun' }), strike({ what: 'CloseRun' })])).toEqual([1, 1]);
  const calls = ['rds:DescribeDBInstances', 'dynamodb:Query'].map((what) =>
    strike({ sort: 'call', actor: 'promoteReplica', what, kind: 'silent' }),
  );
  expect(sizesOf(calls)).toEqual([1, 1]);
});

it('a run may have strikes upon several invocations that one execution makes', () => {
  const calls = ['lambda:Invoke openRun', 'lambda:Invoke closeRun', 'states:StartExecution run-step'].map((what) =>
    strike({ sort: 'call', what, kind: 'lost after' }),
  );
  expect(sizesOf(calls)).toEqual([3]);
});

it.each([
  { kind: 'stopped', sizes: [4, 4, 1] },
  { kind: 'expired', sizes: [4, 4, 1] },
  { kind: 'denied', sizes: [6, 3] },
  { kind: 'silent', sizes: [9] },
] as const)('of nine executions, $kind: $sizes in a run', ({ kind, sizes }) => {
  expect(sizesOf(ofVisits(9, { kind, sort: kind === 'stopped' || kind === 'expired' ? 'state' : 'call' }))).toEqual(
    sizes,
  );
});
