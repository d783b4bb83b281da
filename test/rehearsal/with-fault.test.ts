import { describe, expect, it } from 'vitest';
import { choose } from '../../rehearsal/choose.ts';
import { readOptions } from '../../rehearsal/options.ts';
import { withFault } from '../../rehearsal/with-fault.ts';
import { testPlans } from '../support/plans.ts';

const faultOf = (...args: string[]) => {
  const asked = readOptions(['--plans', testPlans, ...args]);
  return withFault(asked, choose(asked)).fault;
};
const mending = ['--runbook', 'control-plane-down'];

describe('the fault of a rehearsal', () => {
  it('is what its runbook is for, when none is named', () => {
    expect(faultOf()).toBe('region-lost');
    expect(faultOf('--runbook', 'region-failover-by-record')).toBe('region-lost');
    expect(faultOf(...mending)).toBe('tasks-fail');
  });

  it.each([
    [...mending, '--fault', 'none'],
    ['--fault', 'none'],
  ])('may be none at all', (...args) => {
    expect(faultOf(...args)).toBe('none');
  });

  it.each([
    {
      args: [...mending, '--fault', 'region-lost'],
      says: 'runbook control-plane-down is for other faults. There are: tasks-fail, none.',
    },
    {
      args: ['--fault', 'tasks-fail'],
      says: 'runbook region-failover is for other faults. There are: region-lost, replication-lag',
    },
    { args: ['--from-alarm', '--fault', 'tasks-fail'], says: 'runbook region-failover is for other faults' },
  ])('is refused where the runbook does not help against it: $args', ({ args, says }) => {
    expect(() => faultOf(...args)).toThrow(says);
  });
});
