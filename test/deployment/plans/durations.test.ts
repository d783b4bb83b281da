import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inWords } from '../../../deployment/plans/explain.ts';
import { parsePlan } from '../../../deployment/plans/parse-plan.ts';
import { inUnits } from '../../../shared/contracts/fields.ts';

const good = readFileSync('test/plans/shielda.yml', 'utf8');

/** What is said of the plan with the first of these lines written otherwise. */
const saidOf = (from: string, to: string): string[] => {
  expect(good, 'the edit must change the plan').toContain(from);
  return parsePlan(good.replace(from, to), 'test/plans/shielda.yml').problems.map(inWords);
};

const lineOf = (part: string): number => good.slice(0, good.indexOf(part)).split('\n').length;

describe('a duration that cannot be meant', () => {
  it.each([
    { field: 'objectives.rto', from: 'rto: 30m', to: 'rto: 999999d', says: '999999d is too long: say 30d or less' },
    { field: 'objectives.rto', from: 'rto: 30m', to: 'rto: 0s', says: '0s is too short: say 10s or more' },
    { field: 'objectives.rpo', from: 'rpo: 5m', to: 'rpo: 999999d', says: '999999d is too long: say 30d or less' },
    { field: 'detection.dwell', from: 'dwell: 30s', to: 'dwell: 26m', says: '26m is too long: say 25m or less' },
    {
      field: 'detection.databaseFailover.grace',
      from: 'grace: 2m',
      to: 'grace: 999999d',
      says: '999999d is too long: say 25m or less',
    },
    {
      field: 'detection.signals.1.every',
      from: 'every: 10s',
      to: 'every: 5s',
      says: '5s is too short: say 10s or more',
    },
    { field: 'response.holdDown', from: 'holdDown: 1h', to: 'holdDown: 0s', says: '0s is too short: say 5m or more' },
    {
      field: 'response.holdDown',
      from: 'holdDown: 1h',
      to: 'holdDown: 299s',
      says: '299s is too short: say 5m or more',
    },
    {
      field: 'response.holdDown',
      from: 'holdDown: 1h',
      to: 'holdDown: 999999d',
      says: '999999d is too long: say 30d or less',
    },
    {
      field: 'response.approvalTimeout',
      from: 'approvalTimeout: 30m',
      to: 'approvalTimeout: 59s',
      says: '59s is too short: say 1m or more',
    },
    {
      field: 'response.approvalTimeout',
      from: 'approvalTimeout: 30m',
      to: 'approvalTimeout: 999999d',
      says: '999999d is too long: say 7d or less',
    },
    {
      field: 'response.escalateAfter',
      from: 'escalateAfter: 10m',
      to: 'escalateAfter: 25h',
      says: '25h is too long: say 1d or less',
    },
    {
      field: 'runbooks.region-failover.stages.0.steps.0.timeout',
      from: 'timeout: 5m',
      to: 'timeout: 999999d',
      says: '999999d is too long: say 3d or less',
    },
    {
      field: 'runbooks.region-failover.stages.0.steps.0.timeout',
      from: 'timeout: 5m',
      to: 'timeout: 9s',
      says: '9s is too short: say 10s or more',
    },
    {
      field: 'runbooks.region-failover.stages.1.steps.0.promoteReplica.maxLag',
      from: 'maxLag: 5m',
      to: 'maxLag: 999999d',
      says: '999999d is too long: say 30d or less',
    },
    {
      field: 'runbooks.region-failover.stages.5.steps.0.switchDns.ttl',
      from: 'ttl: 30s',
      to: 'ttl: 999999d',
      says: '999999d is too long: say 2d or less',
    },
    {
      field: 'runbooks.restore-in-standby.stages.1.steps.0.askOperator.timeout',
      from: 'timeout: 3h',
      to: 'timeout: 999999d',
      says: '999999d is too long: say 7d or less',
    },
    {
      field: 'restoreVerification.0.maxAge',
      from: 'maxAge: 26h',
      to: 'maxAge: 999999d',
      says: '999999d is too long: say 400d or less',
    },
    {
      field: 'restoreVerification.0.restore.within',
      from: 'within: 30m',
      to: 'within: 0s',
      says: '0s is too short: say 1m or more',
    },
    {
      field: 'restoreVerification.0.restore.timeout',
      from: 'timeout: 2h',
      to: 'timeout: 999999d',
      says: '999999d is too long: say 7d or less',
    },
  ])('is refused by file, line and field: $field, $to', ({ field, from, to, says }) => {
    // Once more for each alias of the step.
    expect(saidOf(from, to)[0]).toBe(`test/plans/shielda.yml:${lineOf(from)}: ${field}: ${says}`);
  });

  const statement = 'contains: \'"status":"ok"\'\n          # An agent';

  it('is refused of one request, which has no more than a look', () => {
    const [said] = saidOf(statement, statement.replace('\n', '\n              timeout: 46s\n'));
    expect(said).toMatch(/checkEndpoint\.timeout: 46s is too long: say 45s or less$/);
  });

  it.each([
    { seconds: 0, is: '0s' },
    { seconds: 59, is: '59s' },
    { seconds: 300, is: '5m' },
    { seconds: 90, is: '90s' },
    { seconds: 7200, is: '2h' },
    { seconds: 86_400, is: '1d' },
    { seconds: 90_000, is: '25h' },
  ])('$seconds s are written as $is', ({ seconds, is }) => {
    expect(inUnits(seconds)).toBe(is);
  });
});
