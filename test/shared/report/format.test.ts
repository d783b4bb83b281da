import { describe, expect, it } from 'vitest';
import { count, dollars, duration, size } from '../../../shared/report/format.ts';

describe('numbers for people', () => {
  it.each([
    { seconds: 0.011, text: '11 ms' },
    { seconds: 200, text: '3 min 20 s' },
    { seconds: 7500, text: '2 h 5 min' },
    { seconds: 26 * 3600, text: '26 h' },
    { seconds: 72 * 3600, text: '3 d' },
    { seconds: 220 * 3600, text: '9 d 4 h' },
  ])('$text are $seconds s', ({ seconds, text }) => {
    expect(duration(seconds)).toBe(text);
  });

  it.each([
    { bytes: 0, text: '0 B' },
    { bytes: 512, text: '512 B' },
    { bytes: 1024, text: '1.0 KiB' },
    { bytes: 7.4 * 1024 ** 2, text: '7.4 MiB' },
    { bytes: 48 * 1024 ** 3, text: '48 GiB' },
    { bytes: 2 * 1024 ** 6, text: '2048 PiB' },
  ])('$text are $bytes bytes', ({ bytes, text }) => {
    expect(size(bytes)).toBe(text);
  });

  it('groups thousands and keeps cents', () => {
    expect([count(1_204_331), dollars(12.1)]).toEqual(['1,204,331', '$12.10']);
  });
});
