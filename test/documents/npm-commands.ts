import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { readOptions as readStartOptions } from '../../rehearsal/options.ts';
import { readServeOptions } from '../../rehearsal/serving/options.ts';
import { readVerifyOptions } from '../../rehearsal/verify/options.ts';
import { readOptions as readReplayOptions } from '../../tools/replay/options.ts';
import config from '../../vitest.config.ts';

const Scripts = z.object({ scripts: z.record(z.string(), z.string()) });
const scriptsOf = (folder: string) => Scripts.parse(JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))).scripts;

const must = (isTrue: boolean, complaint: string): void => {
  if (!isTrue) throw new Error(complaint);
};

export type Typed = Readonly<{ home: string; isMention: boolean }>;

const isPlaceholder = (text: string): boolean => /^<[^>]+>$/.test(text);

const flagsOnly =
  (...flags: readonly string[]) =>
  (args: readonly string[]): void =>
    must(
      args.every((arg) => flags.includes(arg)),
      `takes ${flags.join(', ') || 'nothing'}, not ${args.join(' ')}`,
    );

const benchParts = (): string[] => {
  const [, table = ''] = /const parts[^{]*\{\n(.*?)\};/s.exec(readFileSync('test/bench/main.ts', 'utf8')) ?? [];
  return [...table.matchAll(/^ {2}(\w+),$/gm)].map(([, name = '']) => name);
};

const bench = (args: readonly string[]): void => {
  const options = { runs: { type: 'string' }, seed: { type: 'string' } } as const;
  const { positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const parts = benchParts();
  for (const name of positionals) must(parts.includes(name), `there is no figure ${name}: ${parts.join(', ')}`);
};

/** As vitest would take it: folders that are there, and names of tests. */
const vitest = (args: readonly string[]): void => {
  const options = { project: { type: 'string', multiple: true }, t: { type: 'string', short: 't' } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const projects = z
    .object({ test: z.object({ projects: z.array(z.object({ test: z.object({ name: z.string() }) })) }) })
    .parse(config).test.projects;
  const names = projects.map(({ test }) => test.name);
  for (const name of values.project ?? []) must(names.includes(name), `there is no project ${name}`);
  for (const file of positionals) must(existsSync(file), `there is no ${file}`);
};

const sign = (args: readonly string[]): void => {
  const options = { run: { type: 'string' }, step: { type: 'string' }, region: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  must(/^(answer|start)$/.test(positionals.join(' ')), `signs answer or start, not ${positionals.join(' ')}`);
  must(values.run !== undefined && values.region !== undefined, 'needs --run and --region');
};

const files = (count: number) => (args: readonly string[]) =>
  must(args.length === count && args.every((arg) => !arg.startsWith('-')), `takes ${count} files`);

/** Who reads the arguments of a script: what it throws is wrong with them. */
const readers: Readonly<Record<string, (args: readonly string[]) => unknown>> = {
  start: readStartOptions,
  simulate: readServeOptions,
  'rehearse:verify': readVerifyOptions,
  replay: readReplayOptions,
  sign,
  audit: files(2),
  conformance: files(1),
  bench,
  strikes: vitest,
  'test:clients': vitest,
  plans: flagsOnly('--check'),
  diagrams: flagsOnly('--check'),
  docs: flagsOnly('--check'),
  situations: (args) => (args[0] === '--play' ? files(1)(args.slice(1)) : flagsOnly('--check')(args)),
  test: flagsOnly(),
  readme: flagsOnly(),
};

const readScript = (name: string, args: readonly string[]): void => {
  const reader = readers[name];
  if (reader === undefined) throw new Error(`nobody here reads the arguments of ${name}`);
  reader(args.map((arg) => (isPlaceholder(arg) ? arg.slice(1, -1).replaceAll(' ', '-') : arg)));
};

const takesNothing = (args: readonly string[]): void => must(args.length === 0, `takes no ${args.join(' ')}`);

/** Throws what is wrong with `npm …`, typed in `home`. A script that is only mentioned has no arguments, and none are asked for. */
export const checkNpm = (words: readonly string[], { home, isMention }: Typed): void => {
  const dashes = words.indexOf('--');
  const [before, args] = dashes === -1 ? [words, []] : [words.slice(0, dashes), words.slice(dashes + 1)];
  const options = { silent: { type: 'boolean' }, workspace: { type: 'string', short: 'w' } } as const;
  const { values, positionals } = parseArgs({ args: before.slice(1), options, allowPositionals: true });
  const [command = '', ...more] = positionals;
  if (command === 'ci') takesNothing([...more, ...args]);
  else {
    const [script = '', ...others] = command === 'run' ? more : positionals;
    must(others.length === 0, `${others.join(' ')}: arguments of a script stand behind --`);
    must(command === 'run' || /^(start|test)$/.test(command), `npm ${command} is not known here`);
    const folder = values.workspace === undefined ? home : `packages/${values.workspace}`;
    must(script in scriptsOf(folder), `${folder}/package.json has no script ${script}`);
    if (!(isMention && args.length === 0)) readScript(script, args);
  }
};

const serverless = (args: readonly string[]): void => {
  const options = {
    stage: { type: 'string' },
    region: { type: 'string' },
    config: { type: 'string', short: 'c' },
    param: { type: 'string' },
  } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  must(/^(package|deploy)$/.test(positionals.join(' ')), `serverless ${positionals.join(' ')} is not known here`);
  const config = values.config ?? 'serverless.yml';
  must(existsSync(config), `there is no ${config}`);
  const [param] = values.param?.split('=') ?? [];
  must(
    param === undefined || readFileSync(config, 'utf8').includes(`\${param:${param}, `),
    `${config} reads no ${param}`,
  );
};

/** Throws what is wrong with `npx …`. */
export const checkNpx = ([, tool = '', ...args]: readonly string[]): void => {
  const known: Readonly<Record<string, (args: readonly string[]) => void>> = { serverless, 'vitest run': vitest };
  const [first = '', ...rest] = args;
  const [check, given] = tool in known ? [known[tool], args] : [known[`${tool} ${first}`], rest];
  must(check !== undefined, `npx ${tool} is not known here`);
  check?.(given);
};
