import { describe, expect, it } from 'vitest';
import { fenceDatabase } from '../../../../shared/steps/fence-database/fence-database.ts';
import { reasonOf, stepRun, unreadable, wordOf } from '../../executor/step-run.ts';
import { decide, fenced, instance, reboot, spec } from './scene.ts';

const letting = (...letsIn: string[]) => ({ kind: 'known', value: { letsIn } }) as const;
const noGroup = unreadable('InvalidGroup.NotFound');

describe('a group that is to close a database', () => {
  it('refuses before the first call where it lets somebody in, or is not there', () => {
    const open = decide({ instance: instance(), group: letting('10.0.0.0/8', 'sg-0b') });
    expect(wordOf(open)).toBe('refuse');
    expect(reasonOf(open)).toContain('lets in 10.0.0.0/8, sg-0b: a database behind it is not closed');
    expect(wordOf(decide({ instance: instance(), group: noGroup }))).toBe('refuse');
  });

  it.each([
    { when: 'lets nobody in', group: letting(), rulesOfGroup: 'none' },
    { when: 'cannot be seen', group: unreadable('TimeoutError'), rulesOfGroup: 'not looked at: TimeoutError' },
  ])('is told of with the fence when it $when', ({ group, rulesOfGroup }) => {
    const decision = decide({ instance: fenced(), door: 'outOfReach', group }, { acts: [reboot(90)] });
    expect(decision).toMatchObject({ done: { fenced: true, rulesOfGroup } });
  });

  it('is no fence once somebody has given it a rule, whatever was proven before', () => {
    const done = { at: '2026-01-05T03:09:20.000Z', evidence: { fenced: true } };
    const decision = decide({ instance: fenced(), door: 'outOfReach', group: letting('0.0.0.0/0') }, { done });
    expect(wordOf(decision)).toBe('refuse');
  });

  it.each([
    { group: letting('0.0.0.0/0'), level: 'blocker' },
    { group: noGroup, level: 'blocker' },
    { group: unreadable('UnauthorizedOperation', 403), level: 'doubt' },
    { group: unreadable('TimeoutError'), level: 'warning' },
  ])('is found before the yes: $level', ({ group, level }) => {
    const findings = fenceDatabase.assess(spec, { instance: instance(), door: 'notTried', group }, stepRun());
    expect(findings.map((finding) => finding.level)).toContain(level);
  });
});
