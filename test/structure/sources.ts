import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { type Machine, Machine as MachineSchema } from '../../deployment/lint/asl.ts';
import { machineNames, readDefinition } from '../../deployment/machine-files.ts';

export type Source = Readonly<{ name: string; text: string; machine: Machine }>;

/** Every file of state-machines/, as it is packaged. */
export const machines: readonly Source[] = machineNames.map((name) => {
  const text = readDefinition(name);
  return { name, text, machine: MachineSchema.parse(JSON.parse(text)) };
});

export const functionFolders: readonly string[] = readdirSync('functions').sort();

/** Files below a folder, from the root of the project. */
export const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** TypeScript files below a folder, with their text. */
export const sourcesBelow = (folder: string): { file: string; text: string }[] =>
  filesBelow(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }));

/** Files from the root of the project. */
export type Import = Readonly<{ from: string; to: string }>;

/** What a file imports by a relative path: values and types, at its head and while it runs. */
export const importsIn = ({ file, text }: Readonly<{ file: string; text: string }>): Import[] =>
  [...text.matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, specifier = '']) => ({
    from: file,
    to: posix.join(posix.dirname(file), specifier),
  }));
