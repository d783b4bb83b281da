import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createNotice } from '../../../shared/notices/notice.ts';

const lines = (most: number, longest: number) =>
  fc.array(fc.string({ maxLength: longest, size: 'max' }), { maxLength: most, size: 'max' });
const whole = 'the whole is in the ledger';

it('never cuts head or tail, fits into a message, and says how much of the evidence is left out and where all of it is', () => {
  const notice = fc.record({ head: lines(20, 600), body: lines(400, 600), tail: lines(20, 600) });
  fc.assert(
    fc.property(notice, ({ head, body, tail }) => {
      const { message } = createNotice('a subject', { head, body, tail, whole });
      const shown = message.split('\n');
      const evidence = shown.slice(head.join('\n').split('\n').length).join('\n');
      expect(message.startsWith(head.join('\n'))).toBe(true);
      expect(message.endsWith(tail.join('\n'))).toBe(true);
      expect(message.length).toBeLessThanOrEqual(60_000);
      const note = /\[(\d+) of (\d+) lines are left out here; the whole is in the ledger\]/.exec(evidence);
      const kept = body.length - Number(note?.[1] ?? 0);
      expect(message).toContain(body.slice(0, kept).join('\n'));
      if (note === null) expect([...head, ...body, ...tail].join('\n')).toBe(message);
      else expect(Number(note[2])).toBe(body.length);
    }),
  );
});
