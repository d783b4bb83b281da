import { describe, expect, it } from 'vitest';
import { fenceDatabase } from '../../../../shared/steps/fence-database/fence-database.ts';
import { act, stepRun, wordOf } from '../../executor/step-run.ts';
import { closed, decide, fenced, instance, reboot, spec, stuck } from './scene.ts';

describe('an old primary that RDS lets nobody close', () => {
  const strict = { ...spec, ifUnreachable: 'refuse' as const };
  const at = (status: string) => ({ instance: instance({ status }), door: 'notTried' as const });

  it.each(stuck)('is told of before the yes: %s', (status) => {
    const [finding, ...others] = fenceDatabase.assess(spec, at(status), stepRun());
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ level: 'warning', text: expect.stringMatching(/cannot be closed.*split brain/) });
  });

  it.each(stuck)('blocks a plan that goes on only with a fence: %s', (status) => {
    expect(wordOf(decide(at(status), {}, strict))).toBe('refuse');
    expect(fenceDatabase.assess(strict, at(status), stepRun())).toMatchObject([{ level: 'blocker' }]);
  });

  it('does not block while it is stopped, which is said', () => {
    expect(wordOf(decide(at('stopped'), {}, strict))).toBe('owe');
    expect(fenceDatabase.assess(strict, at('stopped'), stepRun())).toMatchObject([
      { level: 'warning', text: expect.stringContaining('RDS starts it again by itself') },
    ]);
  });
});

describe('the security groups of before', () => {
  const closing = act('ModifyDBInstance', 95, { evidence: { securityGroupsBefore: ['sg-0f0e0d0c', 'sg-01020304'] } });
  const again = act('ModifyDBInstance', 93, { evidence: { securityGroupsBefore: [closed] } });

  it.each([
    {
      when: 'this step has closed it: by its first call',
      run: { acts: [closing, again, reboot(90)] },
      change: { instance: fenced(), door: 'silent' as const },
      groupsBefore: ['sg-0f0e0d0c', 'sg-01020304'],
    },
    {
      when: 'another run or a person has closed it',
      run: { acts: [reboot(90)] },
      change: { instance: fenced(), door: 'silent' as const },
      groupsBefore: 'not known: it was closed before this step',
    },
    {
      when: 'it is stopped and open',
      run: {},
      change: { instance: instance({ status: 'stopped' }) },
      groupsBefore: ['sg-0f0e0d0c'],
    },
    {
      when: 'it cannot be closed',
      run: {},
      change: { instance: instance({ status: 'storage-full' }) },
      groupsBefore: ['sg-0f0e0d0c'],
    },
  ])('are kept with the end of the step when $when', ({ run, change, groupsBefore }) => {
    const decision = decide(change, run);
    const evidence = 'done' in decision ? decision.done : 'owe' in decision ? decision.owe : {};
    expect(evidence.securityGroupsBefore).toEqual(groupsBefore);
  });
});
