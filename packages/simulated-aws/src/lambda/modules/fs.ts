import fs from 'node:fs';
import { type Host, isCallback, type Module } from '../host.ts';

/**
 * node:fs without a file: a function must find nothing of the developer's (~/.aws, .env), so whatever is asked for does not
 * exist. What the package of a real function holds beside its bundle, and /tmp, are not modelled.
 */
export function createFs({ life }: Pick<Host, 'life'>): { fs: Module; promises: Module } {
  const rejecting = (name: string) => async (path: unknown) => {
    throw missing(name, path);
  };
  const throwing = (name: string) => (path: unknown) => {
    throw missing(name.replace(/Sync$/, ''), path);
  };
  const calling =
    (name: string) =>
    (path: unknown, ...rest: unknown[]) => {
      const done = rest.findLast(isCallback);
      queueMicrotask(() => life.run(() => done?.(missing(name, path))));
    };
  const standIn = (name: string) =>
    name.endsWith('Sync') || name.startsWith('create') ? throwing(name) : calling(name);
  const members = Object.entries(fs).map(([name, member]) =>
    typeof member === 'function' && !isClass(name) ? [name, standIn(name)] : [name, member],
  );
  const promised = Object.entries(fs.promises).map(([name, member]) =>
    typeof member === 'function' ? [name, rejecting(name)] : [name, member],
  );
  const promises: Module = Object.fromEntries(promised);
  return { fs: { ...Object.fromEntries(members), existsSync: () => false, promises }, promises };
}

const missing = (syscall: string, path: unknown) =>
  Object.assign(new Error(`ENOENT: no such file or directory, ${syscall} '${String(path)}'`), {
    code: 'ENOENT',
    errno: -2,
    syscall,
    path: String(path),
  });

const isClass = (name: string) => /^[A-Z]/.test(name);
