import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import * as z from 'zod';
import { packageStack } from '../../rehearsal/packaging/package-stack.ts';
import { RecoveryRecord } from '../../shared/contracts/recovery/recovery-record.ts';
import { testPlans } from '../support/plans.ts';
import { environmentWith } from '../support/settings.ts';

/** What a person types, as a process of its own: real PostgreSQL, real HTTP, real DNS, real time. */
export type Ended = Readonly<{
  code: number;
  output: string;
  record: RecoveryRecord;
  rows: { acknowledged: number[]; present: number[] };
}>;

/** Of one client, and of one database. */
const Rows = z
  .tuple([
    z.object({ acknowledged: z.array(z.number()), holdings: z.tuple([z.object({ rows: z.array(z.number()) })]) }),
  ])
  .transform(([{ acknowledged, holdings }]) => ({ acknowledged, present: holdings[0].rows }));

const folders: string[] = [];

/** The stack is packaged once before the tests of a file, and what their processes leave is thrown away after them. */
export const prepare = (): void => {
  afterAll(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
  beforeAll(async () => {
    await packageStack('us-east-1', testPlans);
  });
};

export const read = (output: string, name: string): unknown => {
  const file =
    output
      .split('\n')
      .find((line) => line.endsWith(name))
      ?.trim() ?? name;
  return JSON.parse(readFileSync(file, 'utf8'));
};

export const run = (
  program: string,
  args: readonly string[],
  temporary: string,
): Promise<{ code: number; output: string }> =>
  new Promise((resolve) => {
    const env = environmentWith({ TMPDIR: temporary });
    execFile(process.execPath, [program, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: `${stdout}${stderr}` }),
    );
  });

export const temporaryFolder = (): string => {
  const temporary = mkdtempSync(join(tmpdir(), 'lifeboat-test-'));
  // PostgreSQL runs as another user when we are root, and must come through here.
  chmodSync(temporary, 0o755);
  folders.push(temporary);
  return temporary;
};

export const start = async (...args: string[]): Promise<Ended> => {
  const temporary = temporaryFolder();
  const { code, output } = await run(
    'rehearsal/start.ts',
    ['--plans', testPlans, '--speed', '100', ...args],
    temporary,
  );
  expect(readdirSync(temporary), 'nothing is left behind').toEqual([]);
  const record = RecoveryRecord.parse(read(output, 'record.json'));
  return { code, output, record, rows: Rows.parse(read(output, 'rows.json')) };
};

/** Counted another way than the report counts. */
export const countMissing = ({ rows }: Ended): number => {
  const present = rows.present.toSorted((a, b) => a - b);
  let place = 0;
  let missing = 0;
  for (const sequence of rows.acknowledged.toSorted((a, b) => a - b)) {
    while (place < present.length && (present[place] ?? 0) < sequence) place += 1;
    if (present[place] !== sequence) missing += 1;
  }
  return missing;
};
