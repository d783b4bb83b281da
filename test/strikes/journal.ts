import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';

/** All that a play rests on: what is deployed, what stands in for AWS, and what strikes. */
const sources = [
  ...['package-lock.json', 'serverless.yml', 'serverless.detector.yml'],
  ...['deployment', 'functions', 'packages/simulated-aws/src', 'test/plans', 'rehearsal', 'resources', 'shared'],
  ...['state-machines', 'test/strikes', 'test/support'],
];

const filesOf = (path: string): string[] =>
  path.includes('.')
    ? [path]
    : readdirSync(path, { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort();

/** The same for the same sources, whatever the commit: what was played of them need not be played again. */
export const stateOfSources = (paths: readonly string[] = sources): string => {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(filesOf)) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex').slice(0, 16);
};

const Line = z.object({
  sources: z.string(),
  /** For people: sources that are not committed have one, too. */
  commit: z.string(),
  at: z.iso.datetime(),
  scenario: z.string(),
  kind: z.string(),
  /** Names of those that fell in one run, after which all held. */
  strikes: z.array(z.string()),
});
type Line = z.output<typeof Line>;

type Held = Pick<Line, 'scenario' | 'kind' | 'strikes'>;

/** What was struck and held, run by run; a long enumeration goes on where it was left. */
export type Journal = Readonly<{
  /** Names of the strikes of this kind that held, with the sources as they are. */
  held: (scenario: string, kind: string) => ReadonlySet<string>;
  write: (held: Held) => void;
}>;

/** A line that was cut short when its process was killed says nothing. */
const parsed = (text: string): Line[] => {
  try {
    return [Line.parse(JSON.parse(text))];
  } catch {
    return [];
  }
};

const linesOf = (file: string): Line[] =>
  existsSync(file) ? readFileSync(file, 'utf8').split('\n').flatMap(parsed) : [];

type Now = Readonly<{ sources: string; commit: string; now: () => Date }>;

/** Several processes may write: each run is a line, added by one call. */
export const openJournal = (file: string, { sources: state, commit, now }: Now): Journal => {
  const known = linesOf(file).filter((line) => line.sources === state);
  return {
    held: (scenario, kind) =>
      new Set(known.flatMap((line) => (line.scenario === scenario && line.kind === kind ? line.strikes : []))),
    write: (held) => {
      mkdirSync(dirname(file), { recursive: true });
      const line: Line = { sources: state, commit, at: now().toISOString(), ...held };
      appendFileSync(file, `${JSON.stringify(line)}\n`);
    },
  };
};

const commitNow = (): string => execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();

let own: Journal | undefined;

/** Of this checkout. */
export const ownJournal = (): Journal => {
  const now = () => ({ sources: stateOfSources(), commit: commitNow(), now: () => new Date() });
  own ??= openJournal(join('.lifeboat', 'strikes.jsonl'), now());
  return own;
};

/** Remembers nothing. */
export const noJournal: Journal = { held: () => new Set(), write: () => undefined };
