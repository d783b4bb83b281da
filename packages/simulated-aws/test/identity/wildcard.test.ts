import { expect, it } from 'vitest';
import { isArnPattern, matchesArn, matchesWildcard } from '../../src/identity/wildcard.ts';

it.each([
  { pattern: 'rds:Describe*', text: 'rds:DescribeDBInstances', isMatch: true },
  { pattern: 'rds:Describe*', text: 'rds:Describe', isMatch: true },
  { pattern: 'rds:Describe*', text: 'rds:PromoteReadReplica', isMatch: false },
  { pattern: 'secret-??????', text: 'secret-a1B2c3', isMatch: true },
  { pattern: 'secret-??????', text: 'secret-a1B2c', isMatch: false },
  { pattern: 'a.c', text: 'abc', isMatch: false },
  { pattern: '*', text: '', isMatch: true },
])('matches $text with $pattern: $isMatch', ({ pattern, text, isMatch }) => {
  expect(matchesWildcard(pattern, text)).toBe(isMatch);
});

const replica = 'arn:aws:rds:us-east-1:111122223333:db:orders-replica';

it.each([
  { pattern: '*', arn: replica, isMatch: true },
  { pattern: replica, arn: replica, isMatch: true },
  { pattern: 'arn:aws:rds:us-east-1:111122223333:db:orders-*', arn: replica, isMatch: true },
  { pattern: 'arn:aws:rds:*:111122223333:*', arn: replica, isMatch: true },
  { pattern: 'arn:aws:rds:us-west-2:111122223333:db:*', arn: replica, isMatch: false },
  { pattern: 'arn:aws:rds:us-*:db:orders-replica', arn: replica, isMatch: false },
  { pattern: 'arn:aws:rds:us-east-1:111122223333:db:Orders-Replica', arn: replica, isMatch: false },
  { pattern: 'arn:aws:rds:us-east-1:111122223333:*', arn: '*', isMatch: false },
])('matches $arn with $pattern: $isMatch', ({ pattern, arn, isMatch }) => {
  expect(matchesArn(pattern, arn)).toBe(isMatch);
});

it('takes only "*" and ARNs of six fields for patterns', () => {
  expect(['*', replica, 'arn:aws:s3:::bucket/*'].map(isArnPattern)).toEqual([true, true, true]);
  expect(['arn:aws:rds:*', 'orders', ''].map(isArnPattern)).toEqual([false, false, false]);
});
