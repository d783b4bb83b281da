import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { RecoveryRecord } from '../../../shared/contracts/recovery-record.ts';
import { VerificationRecord } from '../../../shared/contracts/verification/record.ts';
import { packageStack } from '../../../simulation/packaging/package-stack.ts';
import { environmentWith } from '../../support/settings.ts';

/** What a person types, as a process of its own: real PostgreSQL, real HTTP, real DNS, real time. */
type Ended = Readonly<{
  code: number;
  output: string;
  record: RecoveryRecord;
  rows: { acknowledged: number[]; present: number[] };
}>;

const Rows = z.object({ acknowledged: z.array(z.number()), present: z.array(z.number()) });

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
beforeAll(async () => {
  await packageStack('us-east-1');
});

const read = (output: string, name: string): unknown => {
  const file =
    output
      .split('\n')
      .find((line) => line.endsWith(name))
      ?.trim() ?? name;
  return JSON.parse(readFileSync(file, 'utf8'));
};

const run = (program: string, args: readonly string[], temporary: string): Promise<{ code: number; output: string }> =>
  new Promise((resolve) => {
    const env = environmentWith({ TMPDIR: temporary });
    execFile(process.execPath, [program, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: `${stdout}${stderr}` }),
    );
  });

const temporaryFolder = (): string => {
  const temporary = mkdtempSync(join(tmpdir(), 'lifeboat-test-'));
  // PostgreSQL runs as another user when we are root, and must come through here.
  chmodSync(temporary, 0o755);
  folders.push(temporary);
  return temporary;
};

const start = async (...args: string[]): Promise<Ended> => {
  const temporary = temporaryFolder();
  const { code, output } = await run('simulation/rehearse.ts', ['--speed', '100', ...args], temporary);
  expect(output).not.toContain('Not shown');
  expect(readdirSync(temporary), 'nothing is left behind').toEqual([]);
  const record = RecoveryRecord.parse(read(output, 'record.json'));
  return { code, output, record, rows: Rows.parse(read(output, 'rows.json')) };
};

/** Counted another way than the report counts. */
const countMissing = ({ rows }: Ended): number => {
  const present = rows.present.toSorted((a, b) => a - b);
  let place = 0;
  let missing = 0;
  for (const sequence of rows.acknowledged.toSorted((a, b) => a - b)) {
    while (place < present.length && (present[place] ?? 0) < sequence) place += 1;
    if (present[place] !== sequence) missing += 1;
  }
  return missing;
};

describe('npm start', () => {
  it('reports the rows that were really lost when the replica was 3 s behind', async () => {
    const ended = await start('--fault', 'replication-lag');
    expect(ended.code).toBe(0);
    expect(ended.record.dataLoss.rows?.missing).toBe(countMissing(ended));
    expect(ended.record.dataLoss.rows?.missing).toBeGreaterThan(0);
    expect(ended.record.dataLoss.measuredSeconds).toBeGreaterThan(2);
    expect(ended.record.dataLoss.measuredSeconds).toBeLessThan(5);
  });

  it('loses no row when nothing is broken', async () => {
    const ended = await start('--fault', 'none');
    expect(ended.code).toBe(0);
    expect(countMissing(ended)).toBe(0);
    expect(ended.record.dataLoss.rows).toMatchObject({ missing: 0, acknowledged: ended.rows.acknowledged.length });
    expect(ended.rows.acknowledged.length).toBeGreaterThan(50);
    expect(ended.record.dataLoss).toMatchObject({ measuredSeconds: 0, isMet: true });
    const promoted = ended.record.steps.find(({ kind }) => kind === 'promoteReplica');
    expect(promoted?.evidence).toMatchObject({ dataLossSeconds: 0, dataLossBasis: 'caughtUpAfterFence' });
  });
});

describe('npm run rehearse:verify', () => {
  it('names the table whose page is damaged in the backup, and leaves no copy', async () => {
    const temporary = temporaryFolder();
    const options = ['--fault', 'corrupt-page', '--megabytes', '3', '--speed', '500'];
    const { code, output } = await run('simulation/rehearse-verify.ts', options, temporary);
    expect(output).not.toContain('Not shown');
    expect(code).toBe(0);
    expect(readdirSync(temporary), 'nothing is left behind').toEqual([]);
    const record = VerificationRecord.parse(read(output, 'record.json'));
    const damaged = record.results[0]?.checks.filter(({ outcome }) => outcome === 'failed');
    expect(damaged?.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'read public.events',
      'heap public.events',
      'index events_pkey on public.events',
    ]);
    expect(record.results[0]?.copy.verdict).toBe('discarded');
  });
});
