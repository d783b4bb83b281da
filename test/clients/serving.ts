import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { environmentWith } from '../support/settings.ts';

/** `npm run simulate` as a process of its own, as somebody else would start it. */
export type Serving = Readonly<{
  endpoint: string;
  /** All that it has printed. */
  printed: () => string;
  type: (line: string) => void;
  /** Answers the exit code and what it left in its temporary folder. */
  stop: () => Promise<Readonly<{ code: number | null; left: readonly string[] }>>;
}>;

const serves = /http:\/\/127\.0\.0\.1:\d+/;

/** The address, as soon as it is printed; fails when the process ends before. */
const endpointOf = (child: ChildProcess, lines: string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    if (child.stdout === null) throw new Error('the process has no output');
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      const [endpoint] = line.startsWith('Serving') ? (serves.exec(line) ?? []) : [];
      if (endpoint !== undefined) resolve(endpoint);
    });
    child.once('exit', (code) => reject(new Error(`npm run simulate ended with ${code}:\n${lines.join('\n')}`)));
  });

export const startServing = async (...options: string[]): Promise<Serving> => {
  const folder = mkdtempSync(join(tmpdir(), 'lifeboat-serving-'));
  // PostgreSQL runs as another user when we are root, and must come through here.
  chmodSync(folder, 0o755);
  // What packages the stack keeps compiled code in the temporary folder, for the next time, and means to leave it.
  const env = environmentWith({ TMPDIR: folder, NODE_DISABLE_COMPILE_CACHE: '1' });
  const args = ['rehearsal/serve.ts', '--port', '0', ...options];
  const child = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines: string[] = [];
  const endpoint = await endpointOf(child, lines);
  return {
    endpoint,
    printed: () => lines.join('\n'),
    type: (line) => void child.stdin.write(`${line}\n`),
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      const [code] = await ended;
      const left = readdirSync(folder);
      rmSync(folder, { recursive: true, force: true });
      return { code: typeof code === 'number' ? code : null, left };
    },
  };
};
