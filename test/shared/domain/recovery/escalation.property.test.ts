import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contactOf, isSomebodyLeft, secondsToAnswer } from '../../../../shared/domain/recovery/escalation.ts';

/** As the checks of a plan let them through. */
const rules = fc
  .record({
    contacts: fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 10 }),
    escalateAfter: fc.integer({ min: 60, max: 1800 }),
    spare: fc.integer({ min: 0, max: 7200 }),
  })
  .map(({ contacts, escalateAfter, spare }) => ({
    contacts,
    escalateAfter,
    approvalTimeout: Math.max(1, contacts.length) * escalateAfter + spare,
  }));

it('asks each contact once in their order, and in all for as long as the plan gives', () => {
  fc.assert(
    fc.property(rules, (one) => {
      const asked: (string | undefined)[] = [];
      let seconds = 0;
      let unanswered = 0;
      do {
        asked.push(contactOf(one, unanswered));
        seconds += secondsToAnswer(one, unanswered);
        unanswered += 1;
      } while (isSomebodyLeft(one, unanswered));
      expect(asked).toEqual(one.contacts.length === 0 ? [undefined] : one.contacts);
      expect(seconds).toBe(one.approvalTimeout);
    }),
  );
});
