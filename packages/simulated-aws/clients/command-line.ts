import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as z from 'zod';
import { environmentWith } from './environment.ts';

const settings = {
  AWS_ACCESS_KEY_ID: 'operator',
  AWS_SECRET_ACCESS_KEY: 'any',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_MAX_ATTEMPTS: '1',
  AWS_PAGER: '',
  AWS_DATA_PATH: join(import.meta.dirname, 'models'),
};

const Ended = z.object({ code: z.number() });

/** Debian's own, and whichever comes first: they need not be the same. */
export const commandLines = (): string[] => ['/usr/bin/aws', 'aws'].filter(isThere);

function isThere(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A command of several lines, as somebody pastes it into a shell. */
export const paste = (lines: readonly string[]): unknown =>
  JSON.parse(execFileSync('sh', { input: [...lines, ''].join('\n'), env: environmentWith(settings) }).toString());

/** What the aws command line printed: JSON, or the error that it ended with. */
export type Printed = Readonly<{ answer: unknown } | { error: string }>;

/** One command, as it is typed after `aws`; `program` decides which release. */
export const createCommandLine =
  (program: string, endpoint: string) =>
  (args: readonly string[]): Promise<Printed> =>
    new Promise((resolve) => {
      const all = ['--endpoint-url', endpoint, '--output', 'json', ...args];
      execFile(program, all, { env: environmentWith(settings) }, (error, stdout, stderr) => {
        if (Ended.safeParse(error).success) resolve({ error: stderr.trim() });
        else resolve({ answer: stdout.trim() === '' ? {} : JSON.parse(stdout) });
      });
    });
