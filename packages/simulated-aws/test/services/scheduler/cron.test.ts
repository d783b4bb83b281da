import { describe, expect, it } from 'vitest';
import { nextTime } from '../../../src/services/scheduler/cron/next.ts';
import { parseCron } from '../../../src/services/scheduler/cron/parse.ts';

const timesOf = (text: string, { from, zone = 'UTC', count = 3 }: { from: string; zone?: string; count?: number }) => {
  const cron = parseCron(text);
  if (cron === undefined) return 'refused';
  const times: string[] = [];
  let at: number | undefined = Date.parse(from);
  while (at !== undefined && times.length < count) {
    at = nextTime(cron, at, zone);
    if (at !== undefined) times.push(new Date(at).toISOString().slice(0, 16));
  }
  return times;
};

describe('in UTC, from a Monday, 5 January 2026 at three', () => {
  it.each([
    { cron: '15 10 * * ? *', times: ['2026-01-05T10:15', '2026-01-06T10:15', '2026-01-07T10:15'] },
    { cron: '0/30 3 * * ? *', times: ['2026-01-05T03:30', '2026-01-06T03:00', '2026-01-06T03:30'] },
    { cron: '0 18 ? * MON-FRI *', times: ['2026-01-05T18:00', '2026-01-06T18:00', '2026-01-07T18:00'] },
    { cron: '0 8 1 * ? *', times: ['2026-02-01T08:00', '2026-03-01T08:00', '2026-04-01T08:00'] },
    { cron: '0 0 31 * ? *', times: ['2026-01-31T00:00', '2026-03-31T00:00', '2026-05-31T00:00'] },
    { cron: '0 0 L * ? *', times: ['2026-01-31T00:00', '2026-02-28T00:00', '2026-03-31T00:00'] },
    { cron: '0 0 L-2 * ? *', times: ['2026-01-29T00:00', '2026-02-26T00:00', '2026-03-29T00:00'] },
    { cron: '0 0 LW * ? *', times: ['2026-01-30T00:00', '2026-02-27T00:00', '2026-03-31T00:00'] },
    { cron: '0 0 1W * ? *', times: ['2026-02-02T00:00', '2026-03-02T00:00', '2026-04-01T00:00'] },
    { cron: '0 0 15W * ? *', times: ['2026-01-15T00:00', '2026-02-16T00:00', '2026-03-16T00:00'] },
    { cron: '15 10 ? * 6L *', times: ['2026-01-30T10:15', '2026-02-27T10:15', '2026-03-27T10:15'] },
    { cron: '0 4 ? * L *', times: ['2026-01-10T04:00', '2026-01-17T04:00', '2026-01-24T04:00'] },
    { cron: '0 4 ? * SUN#2 *', times: ['2026-01-11T04:00', '2026-02-08T04:00', '2026-03-08T04:00'] },
    { cron: '0 4 ? * 3#5 *', times: ['2026-03-31T04:00', '2026-06-30T04:00', '2026-09-29T04:00'] },
    { cron: '0 0 29 2 ? *', times: ['2028-02-29T00:00', '2032-02-29T00:00', '2036-02-29T00:00'] },
    { cron: '5,10 22-1 * * ? *', times: ['2026-01-05T22:05', '2026-01-05T22:10', '2026-01-05T23:05'] },
    { cron: '0 0 ? JAN,JUL FRI-SUN 2026-2027', times: ['2026-01-09T00:00', '2026-01-10T00:00', '2026-01-11T00:00'] },
    { cron: '0 12 1 1 ? 2027', times: ['2027-01-01T12:00'] },
    { cron: '0 12 1 1 ? 2025', times: [] },
  ])('$cron is due at $times', ({ cron, times }) => {
    expect(timesOf(cron, { from: '2026-01-05T03:00:00Z' })).toEqual(times);
  });

  it.each([
    '* * * * * *',
    '* * ? * ? *',
    '* * * * ?',
    '60 * * * ? *',
    '* 24 * * ? *',
    '* * 0 * ? *',
    '* * * 13 ? *',
    '* * ? * 8 *',
    '* * ? * MON#6 *',
    '* * 32W * ? *',
    '* * * * ? 1969',
    'x * * * ? *',
    '0/0 * * * ? *',
  ])('%s is refused', (cron) => {
    expect(timesOf(cron, { from: '2026-01-05T03:00:00Z' })).toBe('refused');
  });
});

describe('in a time zone', () => {
  it.each([
    {
      what: 'summer and winter',
      zone: 'America/New_York',
      cron: '0 9 7,8,9 3 ? 2026',
      from: '2026-03-01T00:00:00Z',
      times: ['2026-03-07T14:00', '2026-03-08T13:00', '2026-03-09T13:00'],
    },
    {
      what: 'the hour that is left out in spring',
      zone: 'America/New_York',
      cron: '30 2 * 3 ? 2026',
      from: '2026-03-06T12:00:00Z',
      times: ['2026-03-07T07:30', '2026-03-09T06:30', '2026-03-10T06:30'],
    },
    {
      what: 'the hour that comes twice in autumn',
      zone: 'America/New_York',
      cron: '30 1 * 11 ? 2026',
      from: '2026-10-31T12:00:00Z',
      times: ['2026-11-01T05:30', '2026-11-02T06:30', '2026-11-03T06:30'],
    },
    {
      what: 'a zone east of Greenwich',
      zone: 'Asia/Kolkata',
      cron: '0 0 * * ? *',
      from: '2026-01-05T03:00:00Z',
      times: ['2026-01-05T18:30', '2026-01-06T18:30', '2026-01-07T18:30'],
    },
    {
      what: 'minutes beyond the autumn hour',
      zone: 'Europe/Berlin',
      cron: '0/30 1-3 25 10 ? 2026',
      from: '2026-10-24T23:45:00Z',
      times: ['2026-10-25T00:00', '2026-10-25T00:30', '2026-10-25T02:00'],
    },
  ])('$what: $cron in $zone', ({ zone, cron, from, times }) => {
    expect(timesOf(cron, { from, zone })).toEqual(times);
  });
});
