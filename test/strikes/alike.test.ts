import { expect, it } from 'vitest';
import { alike, representativesOf } from './alike.ts';
import type { Strike } from './strike.ts';

const strike = (order: number, changes: Partial<Strike> = {}): Strike => ({
  ...{ sort: 'call', actor: 'promoteReplica', visit: order, what: 'rds:DescribeDBInstances', nth: 1 },
  ...{ subject: 'run-1 database', changes: 7, order, kind: 'denied', ...changes },
});
const ordersOf = (strikes: readonly Strike[]): number[] => strikes.map(({ order }) => order);

it('strikes at looks between which nothing changed are alike, and the first and the last stand for all', () => {
  const looks = [3, 1, 2, 5, 4].map((order) => strike(order));
  expect(alike(looks).map(ordersOf)).toEqual([[1, 2, 3, 4, 5]]);
  expect(ordersOf(representativesOf(looks))).toEqual([1, 5]);
});

it.each<{ what: string; other: Partial<Strike> }>([
  { what: 'something has changed in between', other: { changes: 8 } },
  { what: 'it is about another step', other: { subject: 'run-1 other' } },
  { what: 'it is another call', other: { what: 'rds:DescribeEvents' } },
  { what: 'it is the second of these calls', other: { nth: 2 } },
  { what: 'another function calls', other: { actor: 'fenceDatabase' } },
  { what: 'it strikes in another way', other: { kind: 'silent' } },
  { what: 'it is of another sort', other: { sort: 'unheard' } },
])('strikes are not alike when $what', ({ other }) => {
  const strikes = [strike(1), strike(2), strike(3), strike(4, other), strike(5, other), strike(6, other)];
  expect(ordersOf(representativesOf(strikes))).toEqual([1, 3, 4, 6]);
});

it('entries of one state are alike however often it was entered before', () => {
  const stops = [1, 2, 3].map((order) =>
    strike(order, { sort: 'state', what: 'WaitForStep', nth: order, kind: 'stopped' }),
  );
  expect(ordersOf(representativesOf(stops))).toEqual([1, 3]);
});

it('a strike that is like no other stands for itself', () => {
  expect(ordersOf(representativesOf([strike(1), strike(2, { changes: 8 })]))).toEqual([1, 2]);
});
