import { describe, expect, it } from 'vitest';
import { whyOpen } from '../../../../shared/steps/promote-replica/fences.ts';
import { promoteReplica } from '../../../../shared/steps/promote-replica/promote-replica.ts';
import { stepRun, unreadable } from '../../executor/step-run.ts';
import { closed, fenced, instance } from '../fence-database/scene.ts';
import { facts, spec } from '../promotion-facts.ts';

const fence = (of = fenced()) => ({ name: 'orders-prod in us-west-2', closedSecurityGroup: closed, instance: of });

describe('a fence right before the promotion', () => {
  it.each([
    { when: 'is closed', of: fenced(), isOpen: false },
    { when: 'is stopped', of: instance({ status: 'stopped' }), isOpen: false },
    { when: 'cannot be seen', of: unreadable('TimeoutError'), isOpen: false },
    { when: 'has its groups back', of: instance(), isOpen: true },
  ])('counts as opened when it $when: $isOpen', ({ of, isOpen }) => {
    expect(whyOpen(fence(of)) !== undefined).toBe(isOpen);
  });

  it('holds the promotion where somebody has opened it, and says how', () => {
    const hold = (of = fenced()) => promoteReplica.hold?.(spec, { ...facts(), fences: [fence(of)] }, stepRun());
    expect(hold()).toBeUndefined();
    expect(hold(instance())).toContain('somebody has opened it since: sg-0f0e0d0c');
  });
});
