import { describe, expect, it } from 'vitest';
import { snippet } from '../../../shared/domain/snippet.ts';

describe('a snippet of an answer', () => {
  it.each([
    { when: 'is short and harmless', text: 'busy', shown: 'busy' },
    { when: 'has several lines and control characters', text: 'a\r\n\u001b[31mb\tc', shown: 'a [31mb c' },
    { when: 'holds a password in JSON', text: '{"password":"hunter2","a":1}', shown: '{"password":…,"a":1}' },
    { when: 'holds a bearer token', text: 'Authorization: Bearer abc.def', shown: 'Authorization: …' },
    { when: 'holds something long that nobody reads', text: `id ${'x1'.repeat(20)}`, shown: 'id …' },
  ])('that $when is shown as $shown', ({ text, shown }) => {
    expect(snippet(text)).toBe(shown);
  });

  it('is never longer than 120 characters', () => {
    expect(snippet('a b '.repeat(200)).length).toBeLessThanOrEqual(120);
  });
});
