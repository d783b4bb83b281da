import { describe, expect, it } from 'vitest';
import { countMissing, prepare, start } from './processes.ts';

prepare();

/** In seconds: rows of 3 s are lost, and clocks and the ways of answers differ by less than this. */
const [least, most] = [2, 5];

const claimOf = (basis: string): number =>
  Number(/the run itself could tell at most (\d+(?:\.\d+)?) s(?: until the promotion)?,/.exec(basis)?.[1]);

describe('the data loss of a rehearsal whose replica was 3 s behind', () => {
  it.each([
    { typed: '0', said: 'when it was seen' },
    { typed: 'nothing', said: 'by nobody' },
    { typed: '60', said: 'a minute earlier' },
    { typed: '3600', said: 'an hour earlier' },
    { typed: '86400', said: 'the day before' },
  ])('is what the writer counts, and never understated by the run, with detectedAt typed $said', async ({ typed }) => {
    const ended = await start('--fault', 'replication-lag', '--detected-earlier', typed);
    const { record, output } = ended;
    expect(record.outcome, output).toBe('succeeded');
    // Recovery time is typed, and may be longer than its objective; nothing else may be wrong.
    expect(output.match(/^Not shown: (?!recovery took longer than its objective).*$/m)).toBeNull();
    expect(record.dataLoss.rows?.missing).toBe(countMissing(ended));
    expect(countMissing(ended)).toBeGreaterThan(0);
    expect(record.dataLoss.measuredSeconds).toBeGreaterThan(least);
    expect(record.dataLoss.measuredSeconds).toBeLessThan(most);
    expect(claimOf(record.dataLoss.basis)).toBeGreaterThanOrEqual((record.dataLoss.measuredSeconds ?? 0) - 1);
  });
});
