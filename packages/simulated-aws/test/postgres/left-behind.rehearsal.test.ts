import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';

const clockFile = new URL('../../src/clock/real-clock.ts', import.meta.url);
const networkFile = new URL('../../src/network/create-network.ts', import.meta.url);
const engineFile = new URL('../../src/postgres/create-postgres-engine.ts', import.meta.url);

const program = (ending: string) => `
  import { createRealClock } from '${clockFile}';
  import { createNetwork } from '${networkFile}';
  import { createPostgresEngine } from '${engineFile}';
  const clock = createRealClock();
  const log = (line) => console.log(line);
  const engine = createPostgresEngine({ folder: process.argv[1], network: createNetwork(clock), clock, log });
  const primary = await engine.createPrimary({
    name: 'p', region: 'us-west-2', database: 'd', users: [], schema: 'CREATE TABLE t (id int)',
  });
  await engine.createReplica(primary, { name: 'r', region: 'us-east-1' });
  console.log('streaming');
  ${ending}
`;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Runs servers in a process of their own. Gives their folder and the ids of their processes once they stream. */
const runServers = async (ending = '') => {
  const folder = await mkdtemp(path.join(tmpdir(), 'mainsail-test-'));
  const child = spawn(process.execPath, ['--input-type=module', '-e', program(ending), folder], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
      if (output.includes('streaming\n')) resolve();
    });
    child.once('exit', () => reject(new Error(`ended early: ${output}`)));
  });
  const pids = [...new Set([...output.matchAll(/\[(\d+)\]/g)].map(([, pid]) => Number(pid)))];
  return { child, folder, postmasters: pids.filter(isAlive) };
};

test.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
  'after %s to our process no server and no folder is left',
  async (signal) => {
    const { child, folder, postmasters } = await runServers();
    expect(postmasters.length).toBeGreaterThanOrEqual(2);
    child.kill(signal);
    await expect.poll(() => postmasters.filter(isAlive)).toEqual([]);
    await expect.poll(() => existsSync(folder)).toBe(false);
  },
);

test('after an error that nobody catches no server and no folder is left', async () => {
  const { folder, postmasters } = await runServers("throw new Error('nobody catches this')");
  await expect.poll(() => postmasters.filter(isAlive)).toEqual([]);
  await expect.poll(() => existsSync(folder)).toBe(false);
});
