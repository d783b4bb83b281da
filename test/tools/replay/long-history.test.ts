import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProgress } from '../../../tools/replay/progress.ts';
import { testPlans } from '../../support/plans.ts';
import { badFor, page, turned } from './history.ts';

const folder = mkdtempSync(join(tmpdir(), 'replay-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** 60 MB of other people's alarms around an outage of ours. */
const writeRegion = (file: string): void => {
  const { HistoryData, ...item } = turned('scaling', '2026-01-04T03:00:00Z', ['OK', 'ALARM']);
  const data = JSON.stringify({ ...JSON.parse(HistoryData), more: '"'.repeat(1800) });
  const open = openSync(file, 'w');
  writeSync(open, '{ "AlarmHistoryItems": [\n');
  const ours = [...badFor('shielda-app-unhealthy', '2026-01-05T03:00:00Z', '2026-01-05T03:09:00Z')].toReversed();
  for (const one of ours) writeSync(open, `${JSON.stringify(one)},\n`);
  for (let count = 0; count < 8000; count += 1)
    writeSync(open, `${JSON.stringify({ ...item, AlarmName: `scaling-${count % 400}`, HistoryData: data })},\n`);
  writeSync(open, `${JSON.stringify({ ...item, HistoryData: data })}] }`);
  closeSync(open);
};

const run = (args: readonly string[], heapMegabytes: number) =>
  spawnSync(process.execPath, [`--max-old-space-size=${heapMegabytes}`, 'tools/replay/main.ts', ...args], {
    encoding: 'utf8',
  });

describe('the history of a whole Region', () => {
  const file = join(folder, 'region.json');
  beforeAll(() => writeRegion(file));

  it('is replayed in a heap smaller than the file', () => {
    const { status, stdout, stderr } = run([file, '--plans', testPlans, '--plan', 'shielda'], 48);
    // On a busy machine it may have said how far it was.
    expect([status, stderr.replace(/^reading .*\n/gm, '')]).toEqual([0, '']);
    expect(stdout).toContain('health check app.shielda.dev: 2 changes of alarm shielda-app-unhealthy');
  });
});

describe('a folder', () => {
  it('is read in the order of its numbers, and files that are no history in it are left alone', () => {
    const items = badFor('shielda-app-unhealthy', '2026-01-05T03:00:00Z', '2026-01-05T03:09:00Z').toReversed();
    const inside = mkdtempSync(join(folder, 'pages-'));
    for (const [name, text] of [
      ['page9.json', page(...items.slice(0, 2)).replace(/}$/, ',"NextToken":"a"}')],
      ['page10.json', page(...items.slice(2))],
      ['notes.txt', 'fetched on Monday'],
    ] as const) {
      const open = openSync(join(inside, name), 'w');
      writeSync(open, text);
      closeSync(open);
    }
    expect(run([inside, '--plans', testPlans, '--plan', 'shielda'], 200).stdout).toMatch(
      /Taken as one history, in this order: \S+page9\.json, \S+page10\.json\./,
    );
  });

  it('without a history is refused by its name', () => {
    const inside = mkdtempSync(join(folder, 'none-'));
    expect(run([inside, '--plans', testPlans, '--plan', 'shielda'], 200)).toMatchObject({
      status: 2,
      stderr: `${inside} has no file *.json with a history\n`,
    });
  });
});

describe('a line of progress', () => {
  it('comes every so often, with how much there is', () => {
    let ms = 0;
    const lines: string[] = [];
    const progress = createProgress(
      1000,
      () => ms,
      (line) => lines.push(line),
    );
    for (const [now, megabytes] of [
      [500, 10],
      [1000, 40],
      [1900, 70],
      [2100, 144],
    ] as const) {
      ms = now;
      progress('big.json', megabytes * 1_000_000, 288_000_000);
    }
    ms = 9000;
    progress('/dev/stdin', 3_000_000, undefined);
    expect(lines).toEqual([
      'reading big.json: 40 of 288 MB, 13 %',
      'reading big.json: 144 of 288 MB, 50 %',
      'reading /dev/stdin: 3 MB',
    ]);
  });
});
