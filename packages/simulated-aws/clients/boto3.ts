import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { environmentWith } from './environment.ts';

const Answer = z.union([
  z.object({ answer: z.unknown() }),
  z.object({ error: z.string(), message: z.string(), status: z.number() }),
]);

const here = import.meta.dirname;

/** Debian's own Python, and whichever comes first: they need not be the same. */
export const pythonsWithBoto3 = (): string[] => ['/usr/bin/python3', 'python3'].filter(hasBoto3);

function hasBoto3(python: string): boolean {
  try {
    execFileSync(python, ['-c', 'import boto3'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A call as boto3 names it. */
export type Asked = Readonly<{
  service: string;
  call: string;
  region?: string;
  parameters?: Readonly<Record<string, unknown>>;
}>;

type Answer = z.output<typeof Answer>;

export type Boto3 = Readonly<{
  version: string;
  ask: (asked: Asked) => Promise<Answer>;
  close: () => void;
}>;

/** One Python process that makes call after call. Older releases do not know RedriveExecution; models/ tells them. */
export async function startBoto3(python: string, endpoint: string): Promise<Boto3> {
  const env = environmentWith({ AWS_DATA_PATH: join(here, 'models') });
  const child = spawn(python, [join(here, 'client.py'), endpoint], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<Answer> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error('boto3 has ended');
    return Answer.parse(JSON.parse(value));
  };
  const first = await next();
  const ask = async ({ region = 'us-east-1', parameters = {}, ...rest }: Asked): Promise<Answer> => {
    child.stdin.write(`${JSON.stringify({ ...rest, region, parameters })}\n`);
    return await next();
  };
  return { version: 'answer' in first ? String(first.answer) : '', ask, close: () => child.stdin.end() };
}
