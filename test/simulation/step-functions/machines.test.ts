import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createMachineRoom } from './machine-room.ts';

const folder = new URL('../../../state-machines/', import.meta.url);
const files = (await readdir(folder)).filter((name) => name.endsWith('.asl.json'));

describe('the machines of the project', () => {
  it.each(files)('%s has nothing in it that the interpreter does not know', async (file) => {
    const definition = await readFile(new URL(file, folder), 'utf8');
    expect(() => createMachineRoom().create('m', definition)).not.toThrow();
  });

  it('are found', () => {
    expect(files).toContain('recover.asl.json');
  });
});
