import * as z from 'zod';

const secondsPerUnit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds of a text such as 30s or 1h5m. */
export const secondsIn = (text: string): number =>
  [...text.matchAll(/(\d+)([smhd])/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (secondsPerUnit[unit] ?? Number.NaN),
    0,
  );

/** A length of time, in seconds: 30s, 1h5m, 2d. */
export const Time = z
  .string()
  .regex(/^(\d+[smhd])+$/, 'a time such as 30s, 1h5m or 2d')
  .transform(secondsIn);
