import { describe, expect, it } from 'vitest';
import { type History, readAlarmHistory } from '../../../tools/replay/read-alarm-history.ts';
import { fileOf, type Item, turned } from './history.ts';

const at = (minute: number): string => `2026-01-05T03:${String(minute).padStart(2, '0')}:00Z`;
/** Two alarms that turn every two minutes; the newest first, as CloudWatch answers. */
const all: readonly Item[] = Array.from({ length: 12 }, (_, index) =>
  turned(
    index % 2 === 0 ? 'api' : 'cpu',
    at(index),
    Math.floor(index / 2) % 2 === 0 ? ['OK', 'ALARM'] : ['ALARM', 'OK'],
  ),
).toReversed();

const page = (items: readonly Item[], token?: string | null): string =>
  JSON.stringify({ AlarmHistoryItems: items, ...(token !== undefined && { NextToken: token }) });
const [first, second, third] = [page(all.slice(0, 3), 'a'), page(all.slice(3, 6), 'b'), page(all.slice(6))];

const read = (files: Readonly<Record<string, string>>): Promise<History> =>
  readAlarmHistory(
    Object.entries(files).map(([name, text]) => fileOf(name, text)),
    { isWanted: (name) => name === 'api', progress: () => undefined },
  );

describe('pages of one history', () => {
  const ascending = all.toReversed();
  const whole: [how: string, files: Readonly<Record<string, string>>][] = [
    ['one page without NextToken', { 'h.json': page(all) }],
    ['a file each, in their order', { 'x.json': first, 'c.json': second, 'a.json': third }],
    ['a file each, in the order of their names', { 'p1.json': first, 'p10.json': third, 'p2.json': second }],
    ['one file, one after the other', { 'h.json': `${first}\n${second}\n${third}` }],
    ['one file, as a list', { 'h.json': `[${first},${second},${third}]` }],
    ['the oldest first', { 'p1.json': page(ascending.slice(0, 5), 'a'), 'p2.json': page(ascending.slice(5)) }],
    ['with an empty page at its end', { 'p1.json': page(all, 'a'), 'p2.json': page([]) }],
    ['with an empty page within', { 'p1.json': first, 'p2.json': page([], 'x'), 'p3.json': second, 'p4.json': third }],
    ['with a page of one item', { 'p1.json': page(all.slice(0, 1), 'a'), 'p2.json': page(all.slice(1)) }],
  ];
  it.each(whole)('are read: %s', async (_how, files) => {
    const { items } = await read(files);
    expect(items.map((item) => item.at.slice(14, 16))).toEqual(['00', '02', '04', '06', '08', '10']);
  });

  it('are told with the order in which they were taken', async () => {
    const { chains } = await read({ 'p1.json': first, 'p10.json': third, 'p2.json': second, 'west.json': page(all) });
    expect(chains.map((pages) => pages.map(({ name }) => name))).toEqual([
      ['p1.json', 'p2.json', 'p10.json'],
      ['west.json'],
    ]);
  });
});

describe('pages whose rest is not there', () => {
  const cut: [how: string, files: Readonly<Record<string, string>>, why: RegExp][] = [
    [
      'the first alone',
      { 'p1.json': first },
      /^p1\.json says NextToken: more pages follow, what lies beyond 2026-01-05T03:09:00.*, and none was given; give all pages/,
    ],
    [
      'all but the last',
      { 'p1.json': first, 'p2.json': second },
      /^p2\.json says NextToken: .*beyond 2026-01-05T03:06:00/,
    ],
    [
      'one in between is missing',
      { 'p1.json': first, 'p3.json': third },
      /^p1\.json says NextToken: .*between it and p3\.json changes of cpu are missing/,
    ],
    ['one of two Regions', { 'east.json': page(all), 'west.json': first }, /^west\.json says NextToken/],
    [
      'another Region follows',
      { 'east.json': first, 'west.json': page(all) },
      /^east\.json says NextToken: .*; west\.json begins at 2026-01-05T03:11:00.*, and not where that ends/,
    ],
    ['within a file', { 'h.json': `[${first},${second}]` }, /^page 2 of h\.json says NextToken/],
    [
      'a page without an item',
      { 'p1.json': first, 'p2.json': page([], 'x') },
      /^p2\.json says NextToken: more pages follow, and none/,
    ],
  ];
  it.each(cut)('are refused: %s', async (_how, files, why) => {
    await expect(read(files)).rejects.toThrow(why);
  });
});
