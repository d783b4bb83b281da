import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Block, type Command, commandsIn } from '../documents/documents.ts';
import { environmentWith } from '../support/settings.ts';

export type Typed = Readonly<{ code: number; out: string; error: string }>;

/** A shell of somebody who has a checkout of this repository, and the aws command line set up for the simulation. */
export type Terminal = Readonly<{ type: (script: string) => Promise<Typed>; close: () => void }>;

export const openTerminal = (program: string, endpoint: string): Terminal => {
  const folder = mkdtempSync(join(tmpdir(), 'lifeboat-typed-'));
  for (const name of readdirSync('.')) symlinkSync(resolve(name), join(folder, name));
  const env = environmentWith({
    AWS_ACCESS_KEY_ID: 'operator',
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_MAX_ATTEMPTS: '1',
    AWS_PAGER: '',
    AWS_DATA_PATH: resolve('packages/simulated-aws/clients/models'),
  });
  const aws = `aws() { command ${program} --endpoint-url ${endpoint} "$@"; }`;
  return {
    type: (script) =>
      new Promise((done) => {
        const shell = execFile('sh', ['-e'], { env, cwd: folder }, (error, out, said) =>
          done({ code: error === null ? 0 : Number(error.code ?? 1), out: out.trim(), error: said.trim() }),
        );
        shell.stdin?.end(`${aws}\n${script}\n`);
      }),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
};

const isPlayed = ({ line }: Command): boolean => /^(aws|export) |^npm run (--silent )?(sign|audit|replay) /.test(line);

/** What of a block is typed here: all but rehearsals, which CI starts by themselves. */
export const scriptOf = (block: Block): string =>
  commandsIn(block)
    .filter(isPlayed)
    .flatMap(({ line, input }) => (/<<'(\w+)'/.test(line) ? [line, ...input, 'JSON'] : [line]))
    .join('\n');

/** With a value in each of its blanks. */
export const filledIn = (script: string, values: Readonly<Record<string, string>>): string =>
  script.replace(/<([a-zA-Z][\w -]*)>/g, (blank, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`nobody here knows what ${blank} is`);
    return value;
  });
