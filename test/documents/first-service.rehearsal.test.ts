import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { rehearseVirtually } from '../support/virtual-rehearsal.ts';
import { blocksIn, documents } from './documents.ts';

const folder = mkdtempSync(join(tmpdir(), 'lifeboat-first-service-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('writes a plan that passes its rehearsal, as docs/first-service.md promises', async () => {
  const page = documents.filter(({ file }) => file === 'docs/first-service.md');
  const [plan] = page.flatMap(blocksIn).filter(({ language }) => language === 'yaml');
  writeFileSync(join(folder, 'orders.yml'), `${plan?.lines.join('\n')}\n`);
  const { missing, output } = await rehearseVirtually('--plans', folder);
  expect(missing, output).toEqual([]);
  expect(output).toContain('orders.example.com is served from eu-central-1: yes');
});
